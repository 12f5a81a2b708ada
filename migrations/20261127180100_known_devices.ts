import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Browsers an account has signed in with: each has an allowance of its own while the login or the address is attacked.
 * Known by the hash of what its cookie holds; one browser may be known to several accounts. `told_at` is when the owner
 * of an attacked login was last told.
 */
const devices = `
  create table account_devices (
    id uuid primary key default gen_random_uuid(),
    account_id int not null constraint account_devices_account_fk references accounts,
    token_hash bytea not null constraint account_devices_hash_length check (octet_length(token_hash) = 32),
    device text not null,
    address text not null,
    made_at timestamptz not null default now(),
    used_at timestamptz not null default now(),
    constraint account_devices_once unique (account_id, token_hash)
  );
  grant select, insert, update, delete on account_devices to cen_app;
  alter table account_sign_ins add column told_at timestamptz;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(devices);
}
