import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** An administration's change of mail domain: one act that every address follows, and that can be undone. */
const changes = `
  create table domain_changes (
    id int generated always as identity constraint domain_changes_pkey primary key,
    office_id int not null constraint domain_changes_office_fk references offices,
    was text not null,
    becomes text not null constraint domain_changes_other check (becomes <> was),
    reason text not null,
    made_by int not null constraint domain_changes_made_by_fk references accounts,
    made_at timestamptz not null default now(),
    undone_by int constraint domain_changes_undone_by_fk references accounts,
    undone_at timestamptz
  );

  create table domain_change_accounts (
    change_id int not null constraint domain_change_accounts_change_fk references domain_changes,
    account_id int not null constraint domain_change_accounts_account_fk references accounts,
    was text not null,
    becomes text not null,
    constraint domain_change_accounts_pkey primary key (change_id, account_id)
  );

  grant select, insert, update on domain_changes to cen_app;
  grant select, insert on domain_change_accounts to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(changes);
}
