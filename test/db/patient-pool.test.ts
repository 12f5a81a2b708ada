import { afterEach, beforeAll, expect, test } from 'vitest';
import { whileDoing } from '../../src/metrics/doing.ts';
import { TimeWaited } from '../../src/metrics/time-waited.ts';
import { openPool, type Pool } from '../../src/db/pool.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await ownDatabase();
});
afterEach(() => pool.end());

/** A pool of one connection, which is in use for a while, and somebody else who waits for it. */
async function waitBehind(seconds: number): Promise<{ used: Promise<unknown>; waits: Promise<unknown>[] }> {
  pool = openPool({ url: database.appUrl, max: 1, connectTimeout: 200 });
  await pool.query('select 1');
  const used = pool.query('select pg_sleep($1)', [seconds]);
  const waits = [pool.query('select 2 as n').then(({ rows }) => rows), pool.connect().then(one => one.release())];
  return { used, waits };
}

function standStill(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

test('who waits for a connection while the process stands still gets the one that is free meanwhile', async () => {
  const { used, waits } = await waitBehind(0.05);
  await new Promise(resolve => setImmediate(resolve));
  standStill(400);
  await used;
  expect(await Promise.all(waits)).toEqual([[{ n: 2 }], undefined]);
});

test('who waits while all are in use is told before one is free', async () => {
  const { used, waits } = await waitBehind(2);
  let isFree = false;
  void used.then(() => (isFree = true));
  const outcomes = await Promise.allSettled(waits);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(isFree).toBe(false);
  await used;
});

test('who waited long for a connection waits so much less for a lock, and whoever comes next as long as ever', async () => {
  pool = openPool({ url: database.appUrl, max: 1, connectTimeout: 60_000, lockTimeout: 3_600_000 });
  const lockTimeout = async (): Promise<number> =>
    Number(
      (await pool.query<{ ms: string }>("select setting as ms from pg_settings where name = 'lock_timeout'")).rows[0]
        ?.ms,
    );
  expect(await lockTimeout()).toBe(3_600_000);
  await whileDoing({ waited: new TimeWaited() }, async () => {
    const used = [pool.query('select pg_sleep(0.4)'), pool.query('select pg_sleep(0.4)')];
    expect(await lockTimeout()).toBeLessThanOrEqual(3_600_000 - 800);
    await Promise.all(used);
    // What this request waited before counts, too.
    expect(await lockTimeout()).toBeLessThanOrEqual(3_600_000 - 800);
  });
  expect(await lockTimeout()).toBe(3_600_000);
});
