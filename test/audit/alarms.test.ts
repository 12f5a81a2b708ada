import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  addNetwork,
  changeRule,
  endNetwork,
  listNetworks,
  listRuleChanges,
  raiseAlarms,
  readRules,
  sealRows,
  type AlarmRule,
} from '../../src/audit/index.ts';
import { burstsOf, excessOf } from '../../src/audit/alarms/alarms.ts';
import { blocksOf, placeOf } from '../../src/audit/alarms/office-networks.ts';
import { dropDatabase, testDatabase, type TestDatabase } from '../support/database.ts';
import { chainOf, longestWait, putRows, untilEnded, type MadeRow } from '../support/trail.ts';

vi.setConfig({ testTimeout: 2 * longestWait });

let database: TestDatabase;
let chain: ReturnType<typeof chainOf>;
let admin: { accountId: number; loginId: string };
let kenya: number;
beforeAll(async () => {
  database = await testDatabase();
  chain = chainOf(database);
  const {
    rows: [row],
  } = await database.owner.query(
    "select a.id, o.id as office from accounts a, offices o where a.login_id = 'wco.admin' and o.code = 'KE'",
  );
  admin = { accountId: row.id, loginId: 'wco.admin' };
  kenya = row.office;
});
afterAll(() => dropDatabase(database));
beforeEach(() => database.owner.query('truncate alarms, audit_days, office_networks'));

/** Minutes after ten in the morning of a day of its own for every test, so that none sees the rows of another. */
let day = 0;
beforeEach(() => {
  day += 1;
});
const at = (minutes: number, days = 0): string =>
  new Date(Date.UTC(2026, 3, day * 100 + days, 10, 0) + minutes * 60_000).toISOString();

async function evaluate(
  rows: readonly MadeRow[],
): Promise<{ kind: string; subject: string; detail: Record<string, unknown> }[]> {
  const {
    rows: [last],
  } = await database.owner.query<{ number: number }>('select coalesce(max(number), 0) as number from alarms');
  await putRows(database.owner, rows);
  await untilEnded(database.owner);
  await sealRows(chain);
  await raiseAlarms(chain);
  const { rows: raised } = await database.owner.query(
    'select kind, subject, detail from alarms where number > $1 order by number',
    [last?.number],
  );
  return raised;
}

const many = (count: number, row: (n: number) => MadeRow): MadeRow[] => Array.from({ length: count }, (_, n) => row(n));
const rule = async (kind: string, change: Partial<AlarmRule>) => {
  const known = (await readRules(database.pool)).find(one => one.kind === kind) as AlarmRule;
  return changeRule(database.pool, admin, { ...known, ...change }, 'a test of the thresholds');
};

describe('many refusals by one account', () => {
  const refusal = (minutes: number, login = 'ke.reader'): MadeRow => ({
    action: 'page.refused',
    outcome: 'refused',
    login,
    at: at(minutes),
  });

  test('at the threshold, once a window, for nobody else', async () => {
    expect(await evaluate(many(19, n => refusal(n / 10)))).toEqual([]);
    expect(await evaluate([refusal(5), refusal(5, 'vn.reader')])).toMatchObject([
      { kind: 'refusals', subject: 'ke.reader', detail: { count: 20 } },
    ]);
    expect(await evaluate(many(5, n => refusal(6 + n / 10)))).toEqual([]);
    expect(await evaluate(many(25, n => refusal(20 + n / 10)))).toHaveLength(1);
  });

  test('spread over more than the window they are none', async () => {
    expect(await evaluate(many(40, n => refusal(n)))).toEqual([]);
  });

  test('with another threshold, and switched off, as data', async () => {
    await rule('refusals', { threshold: 3 });
    expect(await evaluate(many(3, () => refusal(0)))).toHaveLength(1);
    await rule('refusals', { active: false });
    expect(await evaluate(many(9, () => refusal(60)))).toEqual([]);
    await rule('refusals', { threshold: 20, active: true });
    const changes = await listRuleChanges(database.pool, 10);
    expect(changes.map(({ loginId, old, new: next }) => [loginId, old.threshold, next.threshold, next.active])).toEqual(
      [
        ['wco.admin', 3, 20, true],
        ['wco.admin', 3, 3, false],
        ['wco.admin', 20, 3, true],
      ],
    );
    const { rows } = await database.owner.query(
      "select count(*)::int as n from audit_events where action = 'alarm.ruleChanged'",
    );
    expect(rows[0].n).toBe(3);
  });
});

describe('reads and exports beyond a habit', () => {
  test('a person who reads 10 a day and today 400; one who reads 400 every day', async () => {
    for (const [login, usual] of [
      ['ke.officer', 10],
      ['vn.reader', 400],
    ] as const) {
      await database.owner.query(
        'insert into audit_days (account_id, day, reads) select a.id, $2::date - n, $3::int + n % 3 from ' +
          'accounts a, generate_series(1, 70) n where login_id = $1',
        [login, at(0).slice(0, 10), usual],
      );
    }
    const reads = (login: string) =>
      many(402, () => ({ action: 'seizure.read', login, at: at(0), subject: 'KE-2026-000001' }));
    expect(await evaluate(reads('vn.reader'))).toEqual([]);
    expect(await evaluate(reads('ke.officer'))).toMatchObject([
      { kind: 'reads', subject: 'ke.officer', detail: { count: 402, limit: 300, mean: 11, days: 60 } },
    ]);
    expect(await evaluate(reads('ke.officer').slice(0, 20))).toEqual([]);
  });

  test('a newcomer is held to the least count, which is data; refused reads do not count', async () => {
    await rule('exports', { least: 2 });
    const exported = (outcome: string) => ({ action: 'seizure.exported', login: 'ke.ncp', at: at(0), outcome });
    expect(await evaluate([...many(2, () => exported('done')), ...many(9, () => exported('refused'))])).toEqual([]);
    expect(await evaluate([exported('done')])).toMatchObject([
      { kind: 'exports', subject: 'ke.ncp', detail: { count: 3, limit: 2, days: 0 } },
    ]);
  });

  test('pure: three standard deviations', () => {
    const habit = (count: number) =>
      excessOf({ kind: 'reads', threshold: 3, least: 0, windowMinutes: 1440, active: true }, [
        { subject: 'x', accountId: 1, day: '2026-04-01', count, before: [10, 20, 10, 20, 10, 20] },
      ]);
    expect([habit(30), habit(31)].map(found => found.length)).toEqual([0, 1]);
  });
});

describe('sign-in from two far places', () => {
  const opened = (address: string, minutes: number, login = 'ke.officer'): MadeRow => ({
    action: 'session.opened',
    login,
    address,
    at: at(minutes),
  });

  test('two networks within the hour, not one, and not far apart in time', async () => {
    expect(await evaluate([opened('196.200.1.1', 0), opened('196.200.99.9', 5), opened('198.51.100.1', 100)])).toEqual(
      [],
    );
    expect(await evaluate([opened('203.0.113.9', 130)])).toMatchObject([
      { kind: 'places', subject: 'ke.officer', detail: { count: 2, values: ['198.51.0.0/16', '203.0.0.0/16'] } },
    ]);
    expect(await evaluate([opened('198.51.100.1', 0, 'vn.ncp'), opened('203.0.113.9', 1, 'vn.reader')])).toEqual([]);
  });

  test('blocks the office is known by are one place; taken out of use they are two again', async () => {
    await addNetwork(database.pool, admin, { officeId: kenya, block: '198.51.100.0/24', note: 'Mombasa' });
    await addNetwork(database.pool, admin, { officeId: kenya, block: '2001:db8::/32', note: 'Nairobi' });
    expect(await addNetwork(database.pool, admin, { officeId: kenya, block: '2001:db8::/32', note: 'again' })).toBe(
      false,
    );
    expect(await evaluate([opened('198.51.100.7', 0), opened('2001:db8:1::5', 1)])).toEqual([]);
    expect(await evaluate([opened('198.51.100.7', 0, 'vn.ncp'), opened('2001:db8:1::5', 1, 'vn.ncp')])).toHaveLength(1);
    expect(await evaluate([opened('203.0.113.1', 2)])).toMatchObject([
      { subject: 'ke.officer', detail: { values: ['office', '203.0.0.0/16'] } },
    ]);
    const [first] = await listNetworks(database.pool);
    await endNetwork(database.pool, admin, first?.id ?? 0);
    expect(await evaluate([opened('198.51.100.7', 200), opened('2001:db8:1::5', 201)])).toHaveLength(1);
    await expect(endNetwork(database.pool, admin, first?.id ?? 0)).rejects.toMatchObject({ status: 404 });
  });

  test.each([
    ['196.200.3.4', '196.200.0.0/16'],
    ['::ffff:196.200.3.4', '196.200.0.0/16'],
    ['2001:0db8:1::5', '2001:db8::/32'],
    ['2001:DB8::1', '2001:db8::/32'],
    ['::1', '0:0::/32'],
    ['2a00::7', '2a00:0::/32'],
    ['fe80::1%eth0', 'fe80:0::/32'],
    ['unknown', undefined],
    ['', undefined],
    ['1.2.3', undefined],
    ["1.2.3.4'; drop", undefined],
    ['10.1.2.3', 'office'],
  ])('the place of %s', (address, place) => {
    expect(placeOf(address, blocksOf(['10.1.0.0/16']))).toBe(place);
  });
});

describe('lock-outs by address', () => {
  const locked = (login: string, minutes: number, address = '198.51.100.77'): MadeRow => ({
    action: 'session.refused',
    outcome: 'refused',
    login,
    address,
    detail: { why: 'locked' },
    at: at(minutes),
  });

  test('three logins locked from one address, not one three times', async () => {
    expect(await evaluate(['ke.ncp', 'ke.ncp', 'ke.ncp', 'ke.reader'].map((login, n) => locked(login, n)))).toEqual([]);
    expect(await evaluate([locked('no.body', 5, '203.0.113.1')])).toEqual([]);
    expect(await evaluate([locked('no.body', 6)])).toMatchObject([
      { kind: 'lock_outs', subject: '198.51.100.77', detail: { count: 3 } },
    ]);
    expect(await evaluate([{ ...locked('vn.ncp', 7), detail: { why: 'wrong' } }])).toEqual([]);
  });
});

describe('evaluation', () => {
  test('looks at each row once, and raising is noted', async () => {
    await evaluate([]);
    const before = await database.owner.query("select tx::text, id from audit_horizons where name = 'alarms'");
    await putRows(database.owner, [{}]);
    await raiseAlarms(chain); // not sealed yet: not looked at
    expect((await database.owner.query("select tx::text, id from audit_horizons where name = 'alarms'")).rows).toEqual(
      before.rows,
    );
    const { rows } = await database.owner.query(
      "select subject, detail from audit_events where action = 'alarm.raised' order by id limit 1",
    );
    expect(rows).toEqual([
      { subject: expect.stringMatching(/^alarm:\d+$/), detail: { kind: 'refusals', subject: 'ke.reader' } },
    ]);
  });

  test('after a long stop a burst in the middle is found, too', () => {
    const sign = (minute: number) => ({
      subject: 'x',
      accountId: 1,
      at: minute * 60_000,
      value: String(minute),
      times: 1,
      fresh: true,
    });
    const minutes = [0, 500, 501, 502, 900, 1500, 1501, 1502, 1503];
    const found = burstsOf(
      { kind: 'refusals', threshold: 3, least: null, windowMinutes: 10, active: true },
      minutes.map(sign),
      new Map(),
    );
    expect(found.map(({ from, until }) => [from / 60_000, until / 60_000])).toEqual([
      [500, 502],
      [1500, 1502],
    ]);
  });
});
