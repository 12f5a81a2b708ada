import { afterEach, beforeAll, expect, test } from 'vitest';
import { openPool } from '../../src/db/pool.ts';
import type { Pool } from '../../src/db/pool.ts';
import { ownDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

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
