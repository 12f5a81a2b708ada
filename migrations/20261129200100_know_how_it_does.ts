import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Which processes there are, and when the portal was last backed up and a restore tried: for the administrators. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
  create table portal_processes (
    machine text not null,
    name text not null,
    pid int not null,
    release text not null,
    node text not null,
    began_at timestamptz not null,
    seen_at timestamptz not null default now(),
    disk_free bigint,
    disk_size bigint,
    certificate_until timestamptz,
    primary key (machine, name)
  );
  comment on table portal_processes is 'each says once a minute that it lives; one that is stopped takes its row away';
  comment on column portal_processes.disk_free is 'bytes of the file store; null for an object store';
  grant select, insert, update, delete on portal_processes to cen_app;

  create table portal_copies (
    id bigint generated always as identity primary key,
    kind text not null constraint portal_copies_kind_known check (kind in ('backup', 'restore')),
    at timestamptz not null default now(),
    of timestamptz not null,
    row_count bigint not null,
    unique (kind, of, at)
  );
  comment on table portal_copies is 'backups that were made, and restores of them that came to an end, wherever';
  comment on column portal_copies.of is 'the moment the backup is of';
  grant select on portal_copies to cen_app`);
}
