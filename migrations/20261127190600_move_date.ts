import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** How many days an evaluation's date is moved; read by evaluations only, and 0 everywhere else. */
const clock = `
  create table evaluation_clock (
    only_row boolean constraint evaluation_clock_pkey primary key default true
      constraint evaluation_clock_only_row check (only_row),
    days int not null default 0 constraint evaluation_clock_days check (days between 0 and 1100)
  );
  insert into evaluation_clock default values;
  grant select, update (days) on evaluation_clock to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(clock);
}
