import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** One act on many accounts: its id is made by the form, so that sending it twice does its work once. */
const selections = `
  create table account_selections (
    id uuid constraint account_selections_pkey primary key,
    made_by int not null constraint account_selections_made_by_fk references accounts,
    made_at timestamptz not null default now(),
    act text not null constraint account_selections_act_known check (act in ('end', 'extend', 'resend')),
    ends_on date,
    reason text not null,
    results jsonb
  );
  comment on column account_selections.results is
    'what became of each: [{ id, loginId, outcome }]; null while it is being done';

  grant select, insert, update (results) on account_selections to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(selections);
}
