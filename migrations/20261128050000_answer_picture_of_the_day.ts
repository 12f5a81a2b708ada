import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Whether those who saw the picture of a day would have looked where the goods were. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table cpdb_day_answers (
      day date not null constraint cpdb_day_answers_day_fk references cpdb_days,
      account_id int not null constraint cpdb_day_answers_account_fk references accounts,
      found boolean not null,
      at timestamptz not null default now(),
      constraint cpdb_day_answers_pkey primary key (day, account_id)
    );
    grant select, insert on cpdb_day_answers to cen_app;
  `);
}
