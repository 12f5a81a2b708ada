import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordRead } from '../../src/audit/index.ts';
import type { Queryable } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { dropDatabase, testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => dropDatabase(database));

const reader = { loginId: 'ke.officer', origin: { address: '192.0.2.7', requestId: 'r1' } };

async function rowsOf(action: string) {
  const { rows } = await database.owner.query<{ subject: string; tx: string }>(
    `select subject, outcome, login_id, address, request_id, detail, tx from audit_events
     where action = $1 order by id`,
    [action],
  );
  return rows;
}

/** The pool, and how many statements it was asked. */
function counted(): { on: Queryable; asked: () => number } {
  let asked = 0;
  const query = (...args: Parameters<Queryable['query']>) => {
    asked += 1;
    return database.pool.query(...args);
  };
  return { on: { query } as unknown as Queryable, asked: () => asked };
}

test('reads that come while one is written go together, each with all its columns', async () => {
  const { on, asked } = counted();
  const subjects = Array.from({ length: 9 }, (_, at) => `KE-2026-00000${at}`);
  await Promise.all(
    subjects.map(subject => recordRead(on, reader, { action: 'report.read', subject, detail: { desk: 'é "x"' } })),
  );
  expect(asked()).toBe(2);
  const rows = await rowsOf('report.read');
  expect(rows.map(({ subject }) => subject)).toEqual(subjects);
  expect(rows[8]).toMatchObject({
    outcome: 'done',
    login_id: 'ke.officer',
    address: '192.0.2.7',
    request_id: 'r1',
    detail: { desk: 'é "x"' },
  });
});

test('a read that PostgreSQL refuses fails alone', async () => {
  const { on } = counted();
  const subjects = ['first', 'second', 'not a text: \u0000', 'third'];
  const results = await Promise.allSettled(
    subjects.map(subject => recordRead(on, reader, { action: 'approval.listed', subject })),
  );
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect((await rowsOf('approval.listed')).map(({ subject }) => subject).sort()).toEqual(['first', 'second', 'third']);
});

test('a read of a transaction is undone with it', async () => {
  await inTransaction(database.pool, async client => {
    await recordRead(client, reader, { action: 'return.read', subject: 'undone' });
    await recordRead(database.pool, reader, { action: 'return.read', subject: 'kept' });
    throw new Error('undo');
  }).catch(() => undefined);
  expect((await rowsOf('return.read')).map(({ subject }) => subject)).toEqual(['kept']);
});
