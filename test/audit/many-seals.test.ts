import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { archiveMonth, chainState, checkTrail, sealOver, sealRows } from '../../src/audit/index.ts';
import { verifyTrail } from '../../src/audit/chain/verify.ts';
import type { Pool } from '../../src/db/pool.ts';
import type { TestDatabase } from '../support/database.ts';
import { chainOf, longestWait, trailDatabase } from '../support/trail.ts';

// The portal makes a seal each minute, a million in two years, and keeps them all.

vi.setConfig({ testTimeout: longestWait });

let database: TestDatabase;
let owner: Pool;
beforeAll(async () => {
  ({ database, owner } = await trailDatabase());
});

/** 40 seals of a row each: ten in each of three old months and of today; their transactions are 1 to 40. */
let chain: ReturnType<typeof chainOf>;
beforeEach(async () => {
  await owner.query('truncate audit_events, audit_seals, audit_checks, alarms, audit_archives');
  await owner.query('update portal_instance set first_seal = null');
  await owner.query(`
    insert into audit_events (action, at, tx)
    select 'seizure.read', (array['2023-01-10', '2023-02-10', '2023-03-10', now()::text])[1 + n / 10]::timestamptz,
      (n + 1)::text::xid8
    from generate_series(0, 39) n`);
  chain = { ...chainOf(database), jobPool: owner };
  expect(await sealRows(chain, 1)).toEqual({ seals: 40, rows: 40 });
});

const rowUnder = async (seal: number) =>
  (await owner.query<{ id: number }>('select to_id as id from audit_seals where number = $1', [seal])).rows[0]?.id;
const changeRowUnder = async (seal: number) =>
  owner.query("update audit_events set login_id = 'nobody' where id = $1", [await rowUnder(seal)]);

/** The values of the statements by which rows of the trail are hashed, while `work` goes on. */
async function hashing(work: (watched: typeof chain) => Promise<unknown>): Promise<string[]> {
  const spy = vi.spyOn(owner, 'query');
  await work(chain);
  const asked = spy.mock.calls.map(([said]) => said as unknown as { text: string; values: unknown[] });
  spy.mockRestore();
  return asked.filter(({ text }) => text.includes('sha256(convert_to(')).map(({ values }) => JSON.stringify(values));
}

test('the seal over a row is found by the number of its transaction, of which 9 comes before 10', async () => {
  const places = [8, 9, 10, 11, 40].map(async number => ({ tx: String(number), id: (await rowUnder(number)) ?? 0 }));
  const seals = await Promise.all((await Promise.all(places)).map(place => sealOver(owner, place)));
  expect(seals.map(seal => seal?.number)).toEqual([8, 9, 10, 11, 40]);
});

test('the rows of many small seals are hashed by one statement, and again only where they do not fit', async () => {
  expect(await hashing(verifyTrail)).toHaveLength(1);
  for (const seal of [12, 30]) await changeRowUnder(seal);
  expect(await hashing(verifyTrail)).toHaveLength(1 + 2);
  expect((await verifyTrail(chain)).problems).toEqual([
    { kind: 'row_changed', seal: 12, row: await rowUnder(12) },
    { kind: 'row_changed', seal: 30, row: await rowUnder(30) },
  ]);
});

test('seals whose rows are all in an archive cost no statement each', async () => {
  await archiveMonth(chain, '2023-02', chain.directory);
  expect(await hashing(verifyTrail)).toHaveLength(1);
  expect(await verifyTrail(chain)).toMatchObject({ problems: [], rows: 40 });
});

test('where a seal is gone the rows of the others are still known, and a row put back into an archive is found', async () => {
  await archiveMonth(chain, '2023-02', chain.directory);
  await changeRowUnder(23);
  await owner.query(`insert into audit_events (id, action, at, tx) overriding system value
    select to_id, 'seizure.read', '2023-02-10', to_tx from audit_seals where number = 15`);
  await owner.query('delete from audit_seals where number = 13');
  const found = (await verifyTrail(chain)).problems.map(({ kind, seal }) => `${kind} ${seal}`);
  expect(found).toEqual(['seal_removed 13', 'row_added 15', 'seal_changed 15', 'row_changed 23']);
});

test('of a span only its own rows and the links at its ends are looked at', async () => {
  const span = { firstSeal: 11, lastSeal: 20 };
  for (const seal of [10, 21]) await changeRowUnder(seal);
  expect(await verifyTrail(chain, span)).toMatchObject({ seals: 10, rows: 10, problems: [] });
  await changeRowUnder(11);
  await changeRowUnder(20);
  expect((await verifyTrail(chain, span)).problems).toEqual([
    { kind: 'row_changed', seal: 11, row: await rowUnder(11) },
    { kind: 'row_changed', seal: 20, row: await rowUnder(20) },
  ]);
});

test('a month is archived without looking at the rows of others', async () => {
  const asked = await hashing(() => archiveMonth(chain, '2023-02', chain.directory));
  // Each row's transaction has the number of its seal.
  const ends = asked.flatMap(values => [...values.matchAll(/tx\\":\\"(\d+)/g)].map(([, tx]) => Number(tx)));
  expect(ends).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
});

test.each([
  ['first', 11],
  ['last', 20],
])('a month is not archived whose %s seal is gone, or is another', async (_which, seal) => {
  await owner.query('update audit_seals set previous = sha256(previous) where number = $1', [seal]);
  await expect(archiveMonth(chain, '2023-02', chain.directory)).rejects.toThrow(/seal_changed/);
  await owner.query('delete from audit_seals where number = $1', [seal]);
  await expect(archiveMonth(chain, '2023-02', chain.directory)).rejects.toThrow(/is not archived/);
});

test('how far the chain reaches is what the last check counted, and the seals since', async () => {
  expect(await chainState(owner)).toMatchObject({ seals: 40, rows: 40 });
  await checkTrail(chain, { loginId: 'job' }, 'nightly');
  // Counted again, it would be a thousand more.
  await owner.query('update audit_seals set row_count = 1001 where number = 3');
  await owner.query(`insert into audit_events (action, tx) values ('seizure.read', '41')`);
  await expect.poll(async () => (await sealRows(chain, 1)).rows, { timeout: longestWait }).toBeGreaterThan(0);
  const { seals, rows } = await chainState(owner);
  expect([40 < seals, seals === rows]).toEqual([true, true]);
  // The seal that was last in the check is another now: all are counted.
  await owner.query(`update audit_seals set digest = sha256(digest) where number = 40`);
  expect(await chainState(owner)).toMatchObject({ seals, rows: rows + 1000 });
});
