import { beforeAll, describe, expect, test } from 'vitest';
import { noteRefusal, raiseAlarms, sealRows } from '../../src/audit/index.ts';
import { networkOf } from '../../src/audit/alarms/office-networks.ts';
import { tellEndedRefusals } from '../../src/audit/store-refusals.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { chainOf, untilEnded } from '../support/trail.ts';

let database: TestDatabase;
let officer: { accountId: number; loginId: string; office: { id: number } };
beforeAll(async () => {
  database = await ownDatabase();
  const { rows } = await database.owner.query(
    "select id, office_id as office from accounts where login_id = 'ke.officer'",
  );
  officer = { accountId: rows[0].id, loginId: 'ke.officer', office: { id: rows[0].office } };
});

const forget = () => database.owner.query('truncate audit_events, audit_seals, audit_refusals, alarms');
/** The hour of the counts is over. */
const anHourLater = () => database.owner.query("update audit_refusals set window_at = window_at - interval '1 hour'");

async function rows(): Promise<{ login: string | null; address: string | null; times: number; detail: unknown }[]> {
  const found = await database.owner.query(
    `select login_id as login, address, coalesce((detail->>'times')::int, 1) as times, detail from audit_events
     where outcome = 'refused' order by id`,
  );
  return found.rows;
}

/** `count` refusals, some at once, as requests come. */
async function refuse(count: number, one: (n: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += 50)
    await Promise.all(Array.from({ length: Math.min(50, count - from) }, (_, n) => one(from + n)));
}
const page = (n: number) =>
  noteRefusal(database.pool, officer, {
    action: 'page.refused',
    sort: 'not visible',
    subject: `/seizures/KE-2001-${n}`,
    detail: { why: 'no such record', method: 'GET' },
  });
const signIn = (address: string, loginId: string, why = 'wrong') =>
  noteRefusal(
    database.pool,
    { loginId, origin: { address, requestId: 'R' } },
    { action: 'session.refused', sort: why, detail: { why } },
  );

describe('refusals that repeat', () => {
  test('each of the first ten leaves its row at once; then rows tell the number, the hour’s end the rest', async () => {
    await forget();
    await page(0);
    expect(await rows()).toEqual([
      { login: 'ke.officer', address: null, times: 1, detail: { why: 'no such record', method: 'GET' } },
    ]);
    for (let n = 1; n < 70; n += 1) await page(n);
    expect((await rows()).map(({ times }) => times)).toEqual([...Array.from({ length: 10 }, () => 1), 10, 30]);
    expect(await tellEndedRefusals(database.pool)).toBe(0);
    await anHourLater();
    expect(await tellEndedRefusals(database.pool)).toBe(1);
    expect(await tellEndedRefusals(database.pool)).toBe(0);
    const [last] = (await rows()).slice(-1);
    expect(last).toMatchObject({
      login: 'ke.officer',
      times: 20,
      detail: { why: 'not visible', samples: expect.arrayContaining(['/seizures/KE-2001-0']) },
    });
    expect((await rows()).reduce((sum, { times }) => sum + times, 0)).toBe(70);
  });

  test('from any number of addresses leave a bounded number of rows, and none is lost', async () => {
    await forget();
    const before = await size();
    await refuse(3000, n => signIn(`198.51.${n % 250}.${n % 7}`, `login.${n % 400}`));
    const during = (await rows()).length;
    await anHourLater();
    await tellEndedRefusals(database.pool);
    const told = await rows();
    expect(told.reduce((sum, { times }) => sum + times, 0)).toBe(3000);
    // 200 rows of their own, 50 askers and the others, and whoever raced another for the last of them.
    expect([during < 400, told.length < 460]).toEqual([true, true]);
    expect(told.at(-1)?.detail).toMatchObject({ times: expect.any(Number), samples: expect.any(Array) });
    expect(told.some(({ detail }) => (detail as { others?: boolean }).others)).toBe(true);
    expect((await size()) - before).toBeLessThan(1_000_000);
  });

  test('of one asker grow the trail with the logarithm of their number: a million is 25 rows an hour', async () => {
    await forget();
    const before = await size();
    await refuse(5000, () => signIn('203.0.113.9', 'ke.ncp'));
    expect((await rows()).map(({ times }) => times)).toEqual([
      ...Array.from({ length: 10 }, () => 1),
      ...[10, 30, 50, 100, 300, 500, 1000, 3000],
    ]);
    // The next 995,000 leave seven more: at 10,000, 20,000, 50,000 and so on to a million.
    expect((await size()) - before).toBeLessThan(1_000_000);
    expect((await rows()).at(-1)).toMatchObject({ login: 'ke.ncp', address: '203.0.113.9' });
  });

  async function size(): Promise<number> {
    await database.owner.query('vacuum audit_refusals');
    const { rows: found } = await database.owner.query<{ bytes: number }>(
      `select (pg_total_relation_size('audit_refusals') + (select sum(pg_total_relation_size(inhrelid))
        from pg_inherits where inhparent = 'audit_events'::regclass))::bigint as bytes`,
    );
    return found[0]?.bytes ?? 0;
  }
});

describe('alarms count what a row stands for', () => {
  test('refusals of an account, and logins locked from one address', async () => {
    await forget();
    const chain = chainOf(database);
    await refuse(20, page);
    for (let n = 0; n < 12; n += 1) await signIn('203.0.113.77', 'ke.ncp', 'locked');
    for (let n = 0; n < 8; n += 1) await signIn('203.0.113.77', `ke.other${n}`, 'locked');
    await untilEnded(database.owner);
    await sealRows(chain);
    await raiseAlarms(chain);
    const { rows: alarms } = await database.owner.query('select kind, subject, detail from alarms order by kind');
    expect(alarms).toMatchObject([
      { kind: 'lock_outs', subject: '203.0.113.77', detail: { count: 3 } },
      { kind: 'refusals', subject: 'ke.officer', detail: { count: 20 } },
    ]);
  });

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['nowhere', 'unknown'],
  ])('%s is counted as %s', (address, network) => expect(networkOf(address)).toBe(network));
});
