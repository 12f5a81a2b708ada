import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { to as copyTo } from 'pg-copy-streams';
import type { Client, Pool } from '../pool.ts';
import { execute, queryRow, sql } from '../sql.ts';
import type { ReadyInCopy } from './dialect.ts';
import type { Engine } from './engine.ts';
import { piecesOfLines } from './pieces-of-lines.ts';

/** One table of the copy: called as in PostgreSQL, and so are its columns. */
export interface CopiedTable {
  readonly name: string;
  /** Its columns with their types in the copy; a list comes as `listed` writes it. */
  readonly columns: Readonly<Record<string, string>>;
  /** The column that says which record a row belongs to. */
  readonly record: string;
  /** Which of the rows that are brought it takes: all where it is not said. */
  readonly where?: string;
}

/** Rows brought in one query, and the tables they go into. The first has all columns, in the order of `rows`. */
export interface CopiedRows {
  readonly tables: readonly [CopiedTable, ...CopiedTable[]];
  /** A query for the rows of the records given, or for all of them in the order in which they pack best. */
  rows(ids: readonly number[] | undefined): string;
}

/** One change of a record, written in the transaction that made it. */
export interface Change {
  readonly seq: number;
  readonly id: number;
}

export interface Glance {
  readonly oldestRunning: string;
  readonly seqs: readonly number[];
}

export interface CopySource {
  readonly brought: readonly CopiedRows[];
  /** Tables of PostgreSQL that are part of another table here, as `create view` takes them: "v as select …". */
  readonly views: readonly string[];
  /** What of a statement of PostgreSQL the copy has ready. */
  readonly ready: ReadyInCopy;
  /** Changes made by this transaction and later ones, as far as they are committed. */
  changes(client: Client, since: string): Promise<Change[]>;
  /** In one statement: the changes there are since a transaction, and the oldest one that still runs. */
  glance(on: Client, since: string): Promise<Glance>;
  /** A query of one row of numbers that is the same here and there while the copy is whole. */
  readonly summary: string;
}

/** Bytes of rows brought at once while an empty copy is filled: some hundred thousand. */
const pieceSize = 32 * 1024 * 1024;
/** Records whose rows are exchanged at once. */
const mostAtOnce = 20_000;
/** Records exchanged after which the copy is packed anew: what was replaced takes room until then. */
const packedAfter = 50_000;
/** Divides the entries of a list within a text; no code or name holds it. */
const divider = `chr(31)`;

/** A list of texts as the copy reads it. */
export function listed(column: string): string {
  return `array_to_string(${column}, ${divider})`;
}

export interface Follower {
  /** When everything that was committed then was in the copy: milliseconds since 1970. */
  asOf(): number;
  /** Times that records were exchanged. While it stays the copy stays, and with it each answer. */
  exchanges(): number;
  /** Looks once for changes and takes them over. */
  poll(): Promise<void>;
  /** Takes changes over and says whether the copy then is what the original is. */
  isWhole(): Promise<boolean>;
}

/**
 * Fills an empty engine and keeps it up to what changes. Each look reads in one snapshot of PostgreSQL; the next begins
 * at the oldest transaction that still ran then, so that no change is missed, however late it commits.
 */
export async function follow(pool: Pool, engine: Engine, source: CopySource): Promise<Follower> {
  let asOf = 0;
  let since = '0';
  let done: ReadonlySet<number> = new Set();
  let exchanged = 0;
  let exchanges = 0;
  const { onConnection, inSnapshot } = connectionsOf(pool);

  async function settle(client: Client, began: number): Promise<void> {
    since = await oldestRunning(client);
    done = new Set((await source.changes(client, since)).map(({ seq }) => seq));
    asOf = began;
  }
  async function look(client: Client, began: number): Promise<void> {
    const changes = await source.changes(client, since);
    const fresh = [...new Set(changes.filter(({ seq }) => !done.has(seq)).map(({ id }) => id))];
    for (let at = 0; at < fresh.length; at += mostAtOnce) {
      await exchange(client, engine, source, fresh.slice(at, at + mostAtOnce));
      exchanges += 1;
    }
    await settle(client, began);
    exchanged += fresh.length;
  }
  /** Most looks find nothing: one statement then says so, and until when. */
  async function hasFresh(client: Client, began: number): Promise<boolean> {
    const { oldestRunning: oldest, seqs } = await source.glance(client, since);
    if (!seqs.every(seq => done.has(seq))) return true;
    since = oldest;
    done = new Set(seqs);
    asOf = began;
    return false;
  }
  async function poll(): Promise<void> {
    if (!(await onConnection(hasFresh))) return;
    await inSnapshot(look);
    if (exchanged < packedAfter) return;
    exchanged = 0;
    await engine.pack();
  }

  const tables = source.brought.flatMap(brought => brought.tables);
  await engine.write([...tables.map(createTable), ...source.views.map(view => `create view ${view}`)]);
  await inSnapshot(async (client, began) => {
    for (const brought of source.brought) await fillTables(client, engine, brought);
    await settle(client, began);
  });
  return {
    asOf: () => asOf,
    exchanges: () => exchanges,
    poll,
    isWhole: () =>
      inSnapshot(async (client, began) => {
        await look(client, began);
        const [original] = (await client.query<Record<string, number>>(source.summary)).rows;
        const today = new Date().toISOString().slice(0, 10);
        const [copy] = await engine.read({ text: source.summary, values: [], today });
        return JSON.stringify(original) === JSON.stringify(copy);
      }),
  };
}

type Working = <T>(work: (client: Client, began: number) => Promise<T>) => Promise<T>;

/**
 * Does work in one snapshot of PostgreSQL after the other, or without one, all on connections of one server as it was:
 * once the first is cut, another may lead to a database that was restored or that took over, whose transactions have
 * other numbers. Throws from then on.
 */
function connectionsOf(pool: Pool): { readonly onConnection: Working; readonly inSnapshot: Working } {
  let first: Client | undefined;
  let isCut = false;
  const onConnection: Working = async work => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      if (!first) (first = client).once('end', () => (isCut = true));
      if (isCut) throw new Error('the connection to the database was cut');
      return await work(client, Date.now());
    } catch (error) {
      broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  };
  return {
    onConnection,
    inSnapshot: work =>
      onConnection(async (client, began) => {
        await execute(client, sql`begin isolation level repeatable read read only`);
        const result = await work(client, began);
        await execute(client, sql`commit`);
        return result;
      }),
  };
}

async function oldestRunning(client: Client): Promise<string> {
  const row = await queryRow<{ xmin: string }>(
    client,
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`,
  );
  return row?.xmin ?? '0';
}

/**
 * Brings all rows piece by piece, each packed before the next comes: not packed, 2.5 million records take more memory
 * than the engine has.
 */
async function fillTables(client: Client, engine: Engine, brought: CopiedRows): Promise<void> {
  const file = fileOf(engine, brought);
  try {
    for await (const piece of piecesOfLines(rowsOf(client, brought), pieceSize)) {
      await writeFile(file, piece, { mode: 0o600 });
      await engine.write(insertsFrom(brought, file));
      await engine.pack();
    }
  } finally {
    await rm(file, { force: true });
  }
}

function fileOf(engine: Engine, { tables: [{ name }] }: CopiedRows): string {
  return join(engine.exchange, name);
}

/** Lines of CSV, of some records or of all. */
function rowsOf(client: Client, brought: CopiedRows, ids?: readonly number[]): Readable {
  return client.query(copyTo(`copy (${brought.rows(ids)}) to stdout (format csv, null '\\N')`));
}

/**
 * Puts the rows of some records, as they are in the snapshot, in the place of those the copy has. Whose they are comes
 * as a file too: as numbers in each statement, thousands took as long to be parsed as the rows to be read.
 */
async function exchange(client: Client, engine: Engine, source: CopySource, ids: readonly number[]): Promise<void> {
  const named = join(engine.exchange, 'exchanged');
  const files = source.brought.map(brought => fileOf(engine, brought));
  try {
    await writeFile(named, ids.join('\n'), { mode: 0o600 });
    const statements: string[] = [];
    for (const [at, brought] of source.brought.entries()) {
      const file = files[at] ?? '';
      await pipeline(rowsOf(client, brought, ids), createWriteStream(file, { mode: 0o600 }));
      for (const { name, record } of brought.tables)
        statements.push(`delete from ${name} where ${record} in (select id from ${lines(named, "'id': 'bigint'")})`);
      statements.push(...insertsFrom(brought, file));
    }
    await engine.write(statements);
  } finally {
    for (const file of [named, ...files]) await rm(file, { force: true });
  }
}

/** Lines of CSV in a file, as a table. */
function lines(file: string, columns: string): string {
  return `read_csv('${file.replaceAll("'", "''")}', auto_detect = false, header = false, delim = ',', quote = '"',
    escape = '"', new_line = '\\n', nullstr = '\\N', allow_quoted_nulls = false, parallel = true,
    columns = {${columns}})`;
}

function createTable({ name, columns }: CopiedTable): string {
  return `create table ${name} (${Object.entries(columns)
    .map(entry => entry.join(' '))
    .join(', ')})`;
}

function insertsFrom({ tables }: CopiedRows, file: string): string[] {
  const [{ columns: all }] = tables;
  const types = Object.entries(all).map(([column, type]) => `'${column}': '${type.endsWith('[]') ? 'varchar' : type}'`);
  return tables.map(({ name, columns, where = 'true' }) => {
    const values = Object.entries(columns).map(([column, type]) =>
      type.endsWith('[]')
        ? `case when ${column} = '' then []::${type} else string_split(${column}, ${divider})::${type} end`
        : column,
    );
    return `insert into ${name} select ${values.join(', ')} from ${lines(file, types.join(', '))} where ${where}`;
  });
}
