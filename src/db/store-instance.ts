import type { Client, Queryable } from './pool.ts';
import { execute, queryRow, queryRows, sql } from './sql.ts';

/** What a database knows of the portal it is of. */
export interface Instance {
  readonly id: string;
  /** Whether it was used before it knew its files and its key. */
  readonly begun: boolean;
  /** Whether it was served with files before. */
  readonly claimed: boolean;
  /** Tells the master key it was first served with from any other. */
  readonly keyCheck: Buffer | null;
  /** A portal that does not know this migration cannot work on the database any more. */
  readonly needsMigration: string;
}

export async function readInstance(on: Queryable): Promise<Instance> {
  const row = await queryRow<Instance>(
    on,
    sql`
      select id, begun, claimed_at is not null as claimed, key_check as "keyCheck",
        needs_migration as "needsMigration"
      from portal_instance`,
  );
  if (!row) throw new Error('The database has lost the row of portal_instance: restore a copy of it.');
  return row;
}

/** Waits until no other process ties this database to a key and files, until this transaction ends. */
export async function waitToClaim(client: Client): Promise<void> {
  await execute(client, sql`select pg_advisory_xact_lock(hashtext('portal_instance'))`);
}

/** Keeps what tells the key, where nothing is kept yet. */
export async function keepKeyCheck(on: Queryable, check: Buffer): Promise<void> {
  await execute(on, sql`update portal_instance set key_check = ${check} where key_check is null`);
}

/** Keeps that the database is served with the files that bear its mark. */
export async function keepClaimed(on: Queryable): Promise<void> {
  await execute(on, sql`update portal_instance set claimed_at = now()`);
}

/** What a role may do beyond serving requests. */
export interface RolePower {
  readonly name: string;
  readonly isSuperuser: boolean;
  /** May make roles, pass by row security, replicate, or reach the server's files and programs. */
  readonly isPrivileged: boolean;
  /** Owns the database, one of its schemas or tables, or may act as who does. */
  readonly isOwner: boolean;
}

export async function readRolePower(on: Queryable): Promise<RolePower | undefined> {
  return queryRow<RolePower>(
    on,
    sql`
      select r.rolname as name, r.rolsuper as "isSuperuser",
        r.rolcreaterole or r.rolbypassrls or r.rolreplication or exists (select from unnest(array[
            'pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program']) p
          where pg_has_role(r.oid, p, 'MEMBER')) as "isPrivileged",
        exists (select from (
            select datdba as owner from pg_database where datname = current_database()
            union select nspowner from pg_namespace where nspname in ('public', 'pgboss')
            union select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname in ('public', 'pgboss')) o
          where pg_has_role(r.oid, o.owner, 'MEMBER')) as "isOwner"
      from pg_roles r where r.rolname = current_user`,
  );
}

/** Names of the migrations that ran; undefined where none ever did, or the role may not know. */
export async function readMigrations(on: Queryable): Promise<string[] | undefined> {
  const may = await queryRow<{ may: boolean | null }>(
    on,
    sql`
      select has_table_privilege(to_regclass('public.migrations'), 'select') as may`,
  );
  if (!may?.may) return undefined;
  return (await queryRows<{ name: string }>(on, sql`select name from migrations order by name`)).map(
    ({ name }) => name,
  );
}
