import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** What can happen to an account is a list in the code (`ChangeKind`), which grows. */
const history = `
  alter table account_changes drop constraint if exists account_changes_what_known;
  alter table account_changes add constraint account_changes_what_shape check (what ~ '^[a-z_]{3,30}$');
`;

/**
 * Official addresses that wait for the word of who reads them. Both links are known by their hash only: the one in the
 * letter to the new address confirms, the one in the letter to the old address objects.
 */
const addresses = `
  create table account_addresses (
    id bigint generated always as identity constraint account_addresses_pkey primary key,
    account_id int not null constraint account_addresses_account_fk references accounts,
    was text,
    becomes text not null constraint account_addresses_lower check (becomes = lower(becomes)),
    state text not null default 'asked'
      constraint account_addresses_state_known check (state in ('asked', 'confirmed', 'objected', 'withdrawn')),
    confirm_hash bytea not null constraint account_addresses_confirm_unique unique,
    object_hash bytea not null constraint account_addresses_object_unique unique,
    made_by int not null constraint account_addresses_made_by_fk references accounts,
    made_at timestamptz not null default now(),
    expires_at timestamptz not null,
    object_until timestamptz not null,
    settled_at timestamptz
  );
  create unique index account_addresses_one_open on account_addresses (account_id) where state = 'asked';

  grant select, insert, update on account_addresses to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(history + addresses);
}
