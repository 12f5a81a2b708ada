import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Hiding places that accounts follow. `place` and `transport` are codes, or branches of their trees, as the gallery's
 * address has them. A digest notes the pictures it told of, so that none is told twice.
 */
const watches = `
  create table cpdb_watches (
    id bigint generated always as identity constraint cpdb_watches_pkey primary key,
    client_uuid uuid not null constraint cpdb_watches_client_uuid_unique unique,
    account_id int not null constraint cpdb_watches_account_fk references accounts,
    place text not null,
    transport text not null default '',
    heading text not null default '',
    made_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    ended_at timestamptz
  );
  comment on column cpdb_watches.transport is 'empty: whatever the conveyance; the same of heading';
  comment on column cpdb_watches.seen_at is 'pictures published later are new to its account';
  create unique index cpdb_watches_followed on cpdb_watches (account_id, place, transport, heading)
    where ended_at is null;
  alter table cws_digests add column pictures bigint[] not null default '{}';
  grant select, insert, update on cpdb_watches to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(watches);
}
