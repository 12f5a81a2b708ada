import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Client, Queryable } from './pool.ts';
import { execute, join as joined, queryRow, queryRows, raw, sql, type Sql } from './sql.ts';

/** A table as it was copied. `print` tells its rows from any others, in whatever order they lie. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly print: string;
  /** SHA-256 of the file. */
  readonly sha256: string;
}

/** What ends with a restore: sessions, their proofs, how often somebody tried. */
const ended = ['account_challenges', 'account_sessions', 'sessions', 'sign_in_limits'];
/** What migrations write, and how far ahead the trail counts on this server: `continue_trail` finds it out. */
const leftOut = [...ended, 'migrations', 'migrations_lock', 'audit_clock'];

const quoted = (name: string): Sql => raw(`"${name.replaceAll('"', '""')}"`);
const fileOf = (directory: string, table: string): string => join(directory, `${table}.copy.gz`);

/** What the planner knows of a database that was filled at once. */
export async function analyze(on: Queryable): Promise<void> {
  await execute(on, sql`analyze`);
}

/** Everything is read as it was at this moment. Until then no table is removed, as a month of the trail may be. */
export async function beginSnapshot(client: Client): Promise<void> {
  const names = (await listTables(client)).map(({ name }) => quoted(name));
  await execute(client, sql`begin isolation level repeatable read read only`);
  await execute(client, sql`lock table ${joined(names)} in access share mode`);
}

/** Tables that are copied, partitioned ones as one; their columns but for those PostgreSQL works out itself. */
export async function listTables(client: Client): Promise<{ name: string; columns: string[] }[]> {
  return queryRows<{ name: string; columns: string[] }>(
    client,
    sql`
      select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and c.relname <> all(${leftOut}::text[])
      group by c.relname order by c.relname`,
  );
}

async function printOf(
  client: Client,
  name: string,
  columns: readonly string[],
): Promise<{ rows: number; print: string }> {
  const row = joined(columns.map(quoted));
  const found = await queryRow<{ rows: number; print: string }>(
    client,
    sql`
      select count(*)::int as rows, coalesce(sum(hashtextextended(row(${row})::text, 0)), 0)::text as print
      from ${quoted(name)}`,
  );
  return found ?? { rows: 0, print: '' };
}

/** Writes a table to a file of COPY's text format. */
export async function copyOut(
  client: Client,
  directory: string,
  { name, columns }: { name: string; columns: readonly string[] },
): Promise<CopiedTable> {
  const statement = sql`copy (select ${joined(columns.map(quoted))} from ${quoted(name)}) to stdout`;
  const hash = createHash('sha256');
  const packing = createGzip({ level: 4 });
  packing.on('data', (chunk: Buffer) => hash.update(chunk));
  const target = createWriteStream(fileOf(directory, name), { mode: 0o600 });
  await pipeline(client.query(copyTo(statement.text)), packing, target);
  return { name, columns, ...(await printOf(client, name, columns)), sha256: hash.digest('hex') };
}

/** Where each sequence stands. */
export async function readSequences(client: Client): Promise<{ name: string; last: number | null }[]> {
  return queryRows<{ name: string; last: number | null }>(
    client,
    sql`select sequencename as name, last_value as last from pg_sequences where schemaname = 'public' order by 1`,
  );
}

/** Whether nobody has worked on the database yet: what a migration seeds is no work. */
export async function isUnused(client: Client): Promise<boolean> {
  const row = await queryRow<{ used: boolean }>(
    client,
    sql`
      select exists (select from accounts) or exists (select from seizures)
        or exists (select from audit_events) as used`,
  );
  return row?.used === false;
}

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** Empties the tables and takes away, for the transaction, what holds rows of one to rows of others. */
export async function makeRoom(client: Client, tables: readonly string[]): Promise<readonly ForeignKey[]> {
  const keys = await queryRows<ForeignKey>(
    client,
    sql`
      select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
      from pg_constraint
      where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace order by 1, 2`,
  );
  for (const { table, name } of keys)
    await execute(client, sql`alter table ${raw(table)} drop constraint ${quoted(name)}`);
  for (const name of tables) await execute(client, sql`alter table ${quoted(name)} disable trigger user`);
  await execute(client, sql`truncate ${joined([...tables, ...ended].map(quoted))}`);
  return keys;
}

/** Reads a table's file into it. Answers what is there then. */
export async function copyIn(
  client: Client,
  directory: string,
  { name, columns }: CopiedTable,
): Promise<{ rows: number; print: string; sha256: string }> {
  const hash = createHash('sha256');
  const source = createReadStream(fileOf(directory, name));
  source.on('data', chunk => hash.update(chunk));
  const statement = sql`copy ${quoted(name)} (${joined(columns.map(quoted))}) from stdin`;
  await pipeline(source, createGunzip(), client.query(copyFrom(statement.text)));
  return { ...(await printOf(client, name, columns)), sha256: hash.digest('hex') };
}

/** Puts back what `makeRoom` took away, and sets the sequences. Every row is held against its foreign keys again. */
export async function closeRoom(
  client: Client,
  tables: readonly string[],
  keys: readonly ForeignKey[],
  sequences: readonly { name: string; last: number | null }[],
): Promise<void> {
  for (const { table, name, definition } of keys)
    await execute(client, sql`alter table ${raw(table)} add constraint ${quoted(name)} ${raw(definition)}`);
  for (const name of tables) await execute(client, sql`alter table ${quoted(name)} enable trigger user`);
  for (const { name, last } of sequences)
    if (last !== null) await execute(client, sql`select setval(${`public.${name}`}::regclass, ${last})`);
}
