import { setTimeout as sleep } from 'node:timers/promises';
import { openPool, type Queryable } from './pool.ts';

/** An index that takes minutes where its table is large: a migration exports it as `large`. */
export interface LargeIndex {
  readonly name: string;
  readonly table: string;
  /** What stands between `on table` and its end. */
  readonly definition: string;
  /** The index that it does the work of, and that goes when it is there. */
  readonly replaces?: string;
}

/** Migrations that export one, in their order. */
export const withLargeIndex = [
  '20261130100000_find_words_by_stretch.ts',
  '20261130140000_index_several_headings.ts',
  '20261130200000_index_amended_and_held.ts',
  '20261130200200_queue_of_region_with_filters.ts',
  '20261130200300_queue_of_world_with_filters.ts',
];

/** So many records are indexed in a moment, in which writers wait. */
const mostAtOnce = 100_000;

const making = ({ name, table, definition }: LargeIndex, how = ''): string =>
  `create index ${how} ${name} on ${table} ${definition}`;
const dropping = (name: string, how = ''): string => `drop index ${how} ${name}`;
const counting = ({ table }: LargeIndex): string =>
  `select count(*)::int as n from (select from ${table} limit ${mostAtOnce + 1}) few`;

/** What a migration runs its statements by. */
interface Migrating {
  raw(statement: string): PromiseLike<unknown>;
}

/** In its migration: makes the index at once where the table is small; elsewhere `makeLargeIndexes` does. */
export async function makeSmallIndex(client: Migrating, index: LargeIndex): Promise<void> {
  const { rows } = (await client.raw(counting(index))) as { rows: { n: number }[] };
  if ((rows[0]?.n ?? 0) > mostAtOnce) return;
  await client.raw(making(index));
  if (index.replaces !== undefined) await client.raw(dropping(index.replaces));
}

/**
 * After the migrations: makes the large indexes that are missing while others read and write, which no transaction can.
 * Until then the index that each replaces does its work. One that was broken off is made anew.
 */
export async function makeLargeIndexes(ownerUrl: string, indexes: readonly LargeIndex[]): Promise<void> {
  const pool = openPool({ url: ownerUrl, max: 1, statementTimeout: 0 });
  try {
    for (const index of indexes) await makeOne(pool, index);
  } finally {
    await pool.end();
  }
}

const beside = 'concurrently if exists';

async function makeOne(on: Queryable, index: LargeIndex): Promise<void> {
  if ((await isMade(on, index.name)) && !(await isThere(on, index.replaces))) return;
  // Who makes it waits for every statement that runs: one that waited for a lock would be among them.
  while (!(await takeTurn(on))) await sleep(500);
  try {
    if (!(await isMade(on, index.name))) {
      await on.query(dropping(index.name, beside));
      await on.query(making(index, 'concurrently'));
    }
    if (index.replaces !== undefined) await on.query(dropping(index.replaces, beside));
  } finally {
    await on.query(`select pg_advisory_unlock(hashtext('large indexes'))`);
  }
}

async function isMade(on: Queryable, name: string): Promise<boolean> {
  const { rowCount } = await on.query('select from pg_index where indexrelid = to_regclass($1) and indisvalid', [name]);
  return rowCount === 1;
}

async function isThere(on: Queryable, name: string | undefined): Promise<boolean> {
  const { rowCount } = await on.query('select where to_regclass($1) is not null', [name]);
  return rowCount === 1;
}

async function takeTurn(on: Queryable): Promise<boolean> {
  const { rows } = await on.query<{ mine: boolean }>(`select pg_try_advisory_lock(hashtext('large indexes')) as mine`);
  return rows[0]?.mine ?? false;
}
