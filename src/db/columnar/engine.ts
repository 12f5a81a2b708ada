import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DuckDBInstance,
  DuckDBTypeId,
  LIST,
  StatementType,
  VARCHAR,
  listValue,
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  type DuckDBResultReader,
  type DuckDBValue,
} from '@duckdb/node-api';
import { readyIn, toColumnar, type ReadyInCopy } from './dialect.ts';
import { numberSets } from './number-sets.ts';

/** Megabytes the engine may take: 2.5 million records packed need some 150, and a cross-table over them 150 more. */
const memoryLimit = 1024;
/**
 * Written bytes after which it packs by itself. It would with 16 MB, and pack the last hundred thousand records anew
 * each time: two thirds of what a record costs while a file comes in. What follows changes asks for it in good time.
 */
const packedUnasked = '64MB';
/** Statements that run beside each other; the others wait their turn. */
const readers = 4;
/** Milliseconds after which a statement is given up, as PostgreSQL gives up one of a page. */
export const patience = 5000;
/** Milliseconds between two looks at how long a statement takes. */
const glance = 250;
/** Rows of one answer: a figure has fewer, and a copy of the copy is no figure. */
const mostRows = 250_000;

const refusal = 'only what reads is answered';

/** The engine gave a statement up. */
export class TookTooLong extends Error {}

export interface Question {
  readonly text: string;
  readonly values: readonly unknown[];
  /** The day the portal goes by. */
  readonly today: string;
}

/** A table in columns, in memory, with one writer and several readers beside it. */
export interface Engine {
  /** The one directory whose files it reads: rows on their way here. */
  readonly exchange: string;
  /** Runs statements of our own one after the other, in one transaction: readers see all of them or none. */
  write(statements: readonly string[]): Promise<void>;
  /** Packs what was written. */
  pack(): Promise<void>;
  /**
   * Rows by the names of their columns, as the driver of PostgreSQL reads them. Throws what the engine says, and when
   * it takes too long or is wanted no more.
   */
  read(question: Question, isWanted?: () => boolean): Promise<Record<string, unknown>[]>;
  /** Whether a fault within made it useless: from then on it answers nothing. */
  isBroken(): boolean;
  close(): Promise<void>;
}

/** Opens an empty engine for a copy. `exchange` is its own, and goes with it. */
export async function openEngine(has: ReadyInCopy = { columns: new Map() }, exchange?: string): Promise<Engine> {
  const ready = readyIn(has);
  const withSets = numberSets();
  const directory = exchange ?? (await mkdtemp(join(tmpdir(), 'cen-copy-')));
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(Math.min(4, availableParallelism())),
    memory_limit: `${memoryLimit}MB`,
    // What does not fit into memory is refused, not written to a disk.
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const writer = await instance.connect();
  for (const statement of beginning(directory)) await writer.run(statement);
  const turns = turnsOf(
    await Promise.all(
      Array.from({ length: readers }, async () => {
        const connection = await instance.connect();
        await connection.run('use copy');
        return connection;
      }),
    ),
  );
  let isBroken = false;
  return {
    exchange: directory,
    async write(statements) {
      await writer.run('begin');
      try {
        for (const statement of statements) await writer.run(statement);
        await writer.run('commit');
      } catch (error) {
        await writer.run('rollback').catch(() => undefined);
        throw error;
      }
    },
    async pack() {
      await writer.run('checkpoint copy');
    },
    async read(question, isWanted = () => true) {
      const connection = await turns.take();
      const began = performance.now();
      // More than once: what is interrupted between two of its steps goes on with the next.
      const watch = setInterval(() => {
        if (performance.now() - began > patience || !isWanted()) connection.interrupt();
      }, glance);
      try {
        if (!isWanted()) throw new Error('nobody waits for it any more');
        return await select(connection, { ...question, ...withSets(question) }, ready);
      } catch (error) {
        isBroken ||= /^(?:FATAL|INTERNAL) Error/.test((error as Error).message);
        if (performance.now() - began > patience) throw new TookTooLong((error as Error).message, { cause: error });
        throw error;
      } finally {
        clearInterval(watch);
        turns.give(connection);
      }
    },
    isBroken: () => isBroken,
    async close() {
      instance.closeSync();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What is set once: it reads the rows it is given and nothing else of this machine, and nobody can change that. */
function beginning(directory: string): string[] {
  return [
    `attach ':memory:' as copy (compress)`,
    'use copy',
    `set checkpoint_threshold = '${packedUnasked}'`,
    // There, what PostgreSQL keeps as lexemes is a list already.
    'create macro tsvector_to_array(list) as list',
    // As the function of that name, of the lexemes the copy has.
    `create macro own_value(own, key) as nullif(array_to_string(list_transform(
      list_sort(list_filter(own, lambda v: starts_with(v, key))), lambda v: substr(v, length(key) + 1)), '+'), '')`,
    `set allowed_directories = ['${directory.replaceAll("'", "''")}/']`,
    'set enable_external_access = false',
    'set lock_configuration = true',
  ];
}

interface Turns {
  take(): Promise<DuckDBConnection>;
  give(connection: DuckDBConnection): void;
}

/** Lends connections out; whoever finds none waits for the next that comes back. */
function turnsOf(free: DuckDBConnection[]): Turns {
  const waiting: ((connection: DuckDBConnection) => void)[] = [];
  return {
    take: async () => free.pop() ?? new Promise(resolve => waiting.push(resolve)),
    give(connection) {
      const next = waiting.shift();
      if (next) next(connection);
      else free.push(connection);
    },
  };
}

/** Runs one statement that reads: some others do something already where they are prepared. */
async function select(
  connection: DuckDBConnection,
  { text, values, today }: Question,
  ready: ReturnType<typeof readyIn>,
) {
  if (!/^[\s(]*(?:select|with)\b/i.test(text)) throw new Error(refusal);
  const prepared = await connection.prepare(toColumnar(text, values, today, ready));
  try {
    if (prepared.statementType !== StatementType.SELECT) throw new Error(refusal);
    values.forEach((value, at) => bind(prepared, at + 1, value));
    const reader = await prepared.runAndReadUntil(mostRows + 1);
    if (reader.currentRowCount > mostRows) throw new Error(`more than ${mostRows} rows`);
    return rowsOf(reader);
  } finally {
    prepared.destroySync();
  }
}

function bind(prepared: DuckDBPreparedStatement, place: number, value: unknown): void {
  // An empty list does not say of what it is one; the statement does.
  if (Array.isArray(value) && value.length === 0) prepared.bindValue(place, toValue(value), LIST(VARCHAR));
  else prepared.bindValue(place, toValue(value));
}

/** Counts are 64 bits wide there and numbers here, and a day is a text, as the driver of PostgreSQL reads them. */
function rowsOf(reader: DuckDBResultReader): Record<string, unknown>[] {
  const days = reader.columnNames().filter((_name, at) => reader.columnTypeId(at) === DuckDBTypeId.DATE);
  const rows = reader.getRowObjectsJS() as Record<string, unknown>[];
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) if (typeof value === 'bigint') row[name] = Number(value);
    for (const name of days) row[name] = row[name] instanceof Date ? row[name].toISOString().slice(0, 10) : row[name];
  }
  return rows;
}

/** A parameter as the engine binds it. */
function toValue(value: unknown): DuckDBValue {
  if (Array.isArray(value)) return listValue(value.map(toValue));
  if (value === undefined) return null;
  return value as DuckDBValue;
}
