import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * How often somebody was refused within an hour. The trail itself is sealed and takes no correction: the count is kept
 * here and written there as rows of its own at certain numbers and when the hour is over.
 */
const refusals = `
  create table audit_refusals (
    window_at timestamptz not null,
    actor text not null,
    action text not null,
    sort text not null,
    stranger boolean not null,
    account_id int, login_id text, office_id int, address text,
    total int not null constraint audit_refusals_total_positive check (total > 0),
    told int not null constraint audit_refusals_told_within check (told between 0 and total),
    since timestamptz not null,
    until_at timestamptz not null,
    samples text[] not null,
    primary key (window_at, actor, action, sort)
  ) with (fillfactor = 50);
  grant select, insert, update, delete on audit_refusals to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(refusals);
}
