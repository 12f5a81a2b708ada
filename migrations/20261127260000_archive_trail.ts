import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Months of the trail that were written to a file and removed: what the file holds, and a proof that the portal's key
 * made this record. `edges` are the rows of seals that reach into another month: [[seal, base64 of id and hash], …].
 * Only the owner archives, so the application reads and no more.
 */
const archives = `
  create table audit_retention (
    one boolean primary key default true constraint audit_retention_one check (one),
    months_kept int not null default 24
      constraint audit_retention_months check (months_kept between 3 and 240)
  );
  insert into audit_retention default values;

  create table audit_archives (
    month date primary key constraint audit_archives_first_day check (extract(day from month) = 1),
    first_seal int not null, last_seal int not null,
    row_count bigint not null constraint audit_archives_not_empty check (row_count > 0),
    file text not null, sha256 bytea not null, edges jsonb not null,
    archived_by text not null, archived_at timestamptz not null, mac bytea not null,
    constraint audit_archives_seals check (first_seal <= last_seal)
  );
  grant select on audit_retention, audit_archives to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(archives);
}
