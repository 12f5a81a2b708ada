import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  chainState,
  checkTrail,
  continueTrail,
  lastChecks,
  note,
  raiseLateness,
  sealRows,
} from '../../src/audit/index.ts';
import { verifyTrail } from '../../src/audit/chain/verify.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { dropDatabase, testDatabase, type TestDatabase } from '../support/database.ts';
import { chainOf, longestWait, putRows, untilEnded } from '../support/trail.ts';

vi.setConfig({ testTimeout: 2 * longestWait });

let database: TestDatabase;
let chain: ReturnType<typeof chainOf>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => dropDatabase(database));

/** Sealed rows in two seals and more to come, on a clean trail. */
let ids: number[];
beforeEach(async () => {
  await database.owner.query('truncate audit_events, audit_seals, audit_checks, alarms');
  await database.owner.query('update portal_instance set first_seal = null');
  chain = chainOf(database);
  ids = await putRows(
    database.owner,
    Array.from({ length: 25 }, (_, at) => ({ subject: `KE-2026-${at}`, detail: { at, text: 'é "x"' } })),
  );
  await untilEnded(database.owner);
  expect(await sealRows(chain, 10)).toEqual({ seals: 3, rows: 25 });
});

/** Seals until so many rows are: what runs elsewhere on the server may let them be sealed one by one. */
async function sealInTime(count: number): Promise<void> {
  let sealed = 0;
  await expect.poll(async () => (sealed += (await sealRows(chain)).rows), { timeout: longestWait }).toBe(count);
}

const problems = async () => (await verifyTrail(chain)).problems;
const alarms = async () =>
  (await database.owner.query("select subject from alarms where kind = 'trail' order by number")).rows.map(
    ({ subject }) => subject,
  );
const change = (statement: string, ...values: unknown[]) => database.owner.query(statement, values);

describe('sealing', () => {
  test('an untouched trail is whole, and each row is under one seal', async () => {
    await putRows(database.owner, [{ action: 'session.opened' }]);
    await untilEnded(database.owner);
    await sealRows(chain);
    expect(await verifyTrail(chain)).toMatchObject({ seals: 4, rows: 26, problems: [], problemCount: 0 });
    expect(await sealRows(chain)).toEqual({ seals: 0, rows: 0 });
  });

  test('a transaction that is still running holds back what came after it, and nothing is missed', async () => {
    const client = await database.pool.connect();
    await client.query('begin');
    await note(client, { loginId: 'slow' }, { action: 'seizure.read' });
    await note(database.pool, { loginId: 'quick' }, { action: 'seizure.read' });
    expect(await sealRows(chain)).toEqual({ seals: 0, rows: 0 });
    await client.query('commit');
    client.release();
    await untilEnded(database.owner);
    expect(await sealRows(chain)).toEqual({ seals: 1, rows: 2 });
    expect(await problems()).toEqual([]);
  });

  test('a transaction that holds sealing back for over two minutes is a finding and an alarm, which says whose it is', async () => {
    const client = await database.pool.connect();
    await client.query('begin; select pg_current_xact_id()');
    const [waiting] = await putRows(database.owner, [{ at: new Date(Date.now() - 200_000) }]);
    await sealRows(chain);
    await raiseLateness(chain);
    await raiseLateness(chain);
    expect(await problems()).toEqual([{ kind: 'sealing_late', seal: 0, row: waiting }]);
    expect((await chainState(database.pool)).lateSince).toMatch(/^\d{4}-/);
    expect(await alarms()).toEqual(['late']);
    await client.query('commit');
    client.release();
    await untilEnded(database.owner);
    await sealRows(chain);
    expect(await problems()).toEqual([]);
    expect((await chainState(database.pool)).lateSince).toBeUndefined();
  });

  test('rows of one transaction may fall under two seals, and rolled back ones under none', async () => {
    await inTransaction(database.pool, async client => {
      for (let n = 0; n < 15; n += 1) await note(client, { loginId: 'x' }, { action: 'seizure.read' });
    });
    await inTransaction(database.pool, async client => {
      await note(client, { loginId: 'x' }, { action: 'seizure.read' });
      throw new Error('no');
    }).catch(() => undefined);
    await untilEnded(database.owner);
    expect(await sealRows(chain, 10)).toEqual({ seals: 2, rows: 15 });
    expect(await problems()).toEqual([]);
  });

  test('sealers at once make one chain', async () => {
    await putRows(
      database.owner,
      Array.from({ length: 30 }, () => ({})),
    );
    await untilEnded(database.owner);
    await Promise.all(Array.from({ length: 6 }, () => sealRows(chain, 5)));
    await sealRows(chain, 5);
    expect(await verifyTrail(chain)).toMatchObject({ rows: 55, problems: [] });
  });

  test('the application can write neither number, time nor transaction of a row, nor change a seal', async () => {
    for (const statement of [
      "insert into audit_events (action, at) values ('x', '2001-01-01')",
      "insert into audit_events (action, tx) values ('x', '1')",
      "insert into audit_events (id, action) overriding system value values (1, 'x')",
      "update audit_events set action = 'x'",
      'delete from audit_events',
      'truncate audit_events',
      'update audit_seals set row_count = 1',
      'delete from audit_seals',
      'truncate audit_seals',
      'update audit_checks set problem_count = 0',
      'delete from audit_checks',
      'delete from audit_exports',
      'update audit_exports set asked_by = 1',
      'delete from alarms',
      "update alarms set subject = 'x'",
      'delete from alarm_rule_changes',
      'delete from office_networks',
    ])
      await expect(database.pool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  });
});

describe('tampering by who rules the database', () => {
  test.each([
    ['its action', "action = 'seizure.searched'"],
    ['its outcome', "outcome = 'refused'"],
    ['who', "login_id = 'vn.ncp'"],
    ['whose account', 'account_id = null'],
    ['which office', 'office_id = null'],
    ['when, by a microsecond', "at = at + interval '1 microsecond'"],
    ['from where', "address = '10.0.0.1'"],
    ['on what', 'subject = null'],
    ['a detail', `detail = detail || '{"at": 0}'`],
    ['the request', "request_id = 'ABC'"],
  ])('a row changed: %s', async (_what, assignment) => {
    await change(`update audit_events set ${assignment} where id = $1`, ids[12]);
    expect(await problems()).toEqual([{ kind: 'row_changed', seal: 2, row: ids[12] }]);
  });

  test('a row removed, and one that took its number', async () => {
    await change('delete from audit_events where id = $1', ids[3]);
    expect(await problems()).toEqual([{ kind: 'row_removed', seal: 1, row: ids[3] }]);
    await change(
      `insert into audit_events (id, action, tx) overriding system value select $1, 'seizure.read', tx from ` +
        'audit_events where id = $2',
      ids[3],
      ids[2],
    );
    expect(await problems()).toEqual([{ kind: 'row_changed', seal: 1, row: ids[3] }]);
  });

  test('a row added under an old seal, and one for a time no seal will reach', async () => {
    await change(
      `insert into audit_events (id, action, tx) overriding system value select 900001, 'seizure.read', tx ` +
        'from audit_events where id = $1',
      ids[14],
    );
    expect(await problems()).toEqual([{ kind: 'row_added', seal: 2, row: 900001 }]);
    await change(
      `insert into audit_events (id, action, tx) overriding system value values (900002, 'seizure.read', '9000000000')`,
    );
    expect(await problems()).toContainEqual({ kind: 'row_added', seal: 0, row: 900002 });
  });

  test('a row moved to another place in the order, within its seal and out of it', async () => {
    await change(
      'update audit_events set tx = (select tx from audit_events where id = $2) where id = $1',
      ids[4],
      ids[7],
    );
    expect(await problems()).toEqual([{ kind: 'row_changed', seal: 1, row: ids[4] }]);
    await change(
      'update audit_events set tx = (select tx from audit_events where id = $2) where id = $1',
      ids[4],
      ids[17],
    );
    expect(await problems()).toEqual([{ kind: 'row_moved', seal: 1, row: ids[4] }]);
  });

  test('a seal changed so that it fits the changed row', async () => {
    await change("update audit_events set login_id = 'nobody' where id = $1", ids[12]);
    await change(`update audit_seals set rows_digest = sha256('x'), row_count = row_count where number = 2`);
    expect(await problems()).toEqual([
      { kind: 'seal_changed', seal: 2 },
      { kind: 'row_changed', seal: 2, row: ids[12] },
    ]);
  });

  test('a seal made anew with another key', async () => {
    const forger = chainOf(database, Buffer.alloc(32, 9));
    await change('delete from audit_seals where number = 3');
    await sealRows(forger, 10);
    expect((await problems()).map(({ kind, seal }) => `${kind} ${seal}`)).toContain('seal_changed 3');
  });

  test('a seal taken out of the middle', async () => {
    await change('delete from audit_seals where number = 2');
    expect(await problems()).toEqual([{ kind: 'seal_removed', seal: 2 }]);
  });

  test('the last seal taken away, and sealed anew by the portal itself over a changed row', async () => {
    await change('delete from audit_seals where number = 3');
    expect(await problems()).toEqual([{ kind: 'seal_removed', seal: 3 }]);
    await change("update audit_events set login_id = 'nobody' where id = $1", ids[24]);
    await sealRows(chain);
    expect(await problems()).toEqual([{ kind: 'seal_replaced', seal: 3 }]);
    await putRows(database.owner, [{}]);
    await untilEnded(database.owner);
    await sealRows(chain);
    await putRows(database.owner, [{}]);
    await untilEnded(database.owner);
    await sealRows(chain);
    expect(await problems()).toEqual([{ kind: 'seal_replaced', seal: 3 }]);
  });

  test('a check in the database witnesses, too, where the file with the head is lost', async () => {
    await checkTrail(chain, { loginId: 'job' }, 'nightly');
    await change('delete from audit_seals where number >= 2');
    await writeFile(join(chain.directory, 'trail-head.json'), 'not json');
    expect(await problems()).toEqual([
      { kind: 'seal_removed', seal: 2 },
      { kind: 'seal_removed', seal: 3 },
      { kind: 'head_missing', seal: 1 },
    ]);
  });

  test('every seal and every row gone', async () => {
    await change('truncate audit_seals, audit_events');
    expect((await problems()).map(({ kind, seal }) => [kind, seal])).toEqual([
      ['seal_removed', 1],
      ['seal_removed', 2],
      ['seal_removed', 3],
      ['trail_empty', 0],
    ]);
  });

  test('every seal, every row and the file with the head gone, and a new chain begun', async () => {
    await change('truncate audit_seals, audit_events');
    await rm(join(chain.directory, 'trail-head.json'));
    expect(await problems()).toEqual([{ kind: 'trail_empty', seal: 0 }]);
    await database.owner.query('update portal_instance set first_seal = null');
    expect(await problems()).toEqual([]);
    const { rows } = await database.owner.query("select id from accounts where login_id = 'ke.officer'");
    await change('insert into account_sign_ins (account_id, at) values ($1, now())', rows[0].id);
    expect(await problems()).toEqual([{ kind: 'trail_empty', seal: 0 }]);
    await change('delete from account_sign_ins');
    await database.owner.query("update portal_instance set first_seal = sha256('x')");
    await putRows(database.owner, [{}]);
    await untilEnded(database.owner);
    await sealRows(chain);
    expect(await problems()).toEqual([{ kind: 'trail_restarted', seal: 1 }]);
  });

  test('the file with the head gone is a finding and an alarm until it was seen, also when a new one was written', async () => {
    await rm(join(chain.directory, 'trail-head.json'));
    expect(await problems()).toEqual([{ kind: 'head_missing', seal: 3 }]);
    await putRows(database.owner, [{}]);
    await untilEnded(database.owner);
    await sealRows(chain);
    expect(await problems()).toEqual([{ kind: 'head_missing', seal: 4 }]);
    expect(await alarms()).toEqual(['head']);
    await change("update alarms set acknowledged_at = now(), note = 'restored'");
    expect(await problems()).toEqual([]);
  });

  test('raises one alarm, and again only for what is another', async () => {
    await change("update audit_events set login_id = 'nobody' where id = $1", ids[12]);
    await checkTrail(chain, { loginId: 'job' }, 'nightly');
    await checkTrail(chain, { loginId: 'job' }, 'nightly');
    await change("update alarms set acknowledged_at = now(), note = 'known'");
    await checkTrail(chain, { loginId: 'job' }, 'nightly');
    expect(await alarms()).toEqual(['tampered']);
    await change("update audit_events set login_id = 'nobody' where id = $1", ids[13]);
    await checkTrail(chain, { loginId: 'job' }, 'nightly');
    expect(await alarms()).toEqual(['tampered', 'tampered']);
    const { rows } = await database.owner.query(
      "select detail from audit_events where action = 'alarm.raised' order by id",
    );
    expect(rows.map(({ detail }) => detail)).toEqual([
      { kind: 'trail', subject: 'tampered' },
      { kind: 'trail', subject: 'tampered' },
    ]);
  });
});

describe('a database restored onto another server', () => {
  test('that counts its transactions anew is told, and goes on after the owner’s next start', async () => {
    const ahead = (by: number) =>
      database.owner.query(
        `update audit_clock set ahead = ${by}; alter table audit_events alter tx set default ` +
          `((pg_current_xact_id()::text::bigint + ${by})::text)::xid8`,
      );
    await ahead(50_000_000);
    await putRows(database.owner, [{}, {}]);
    await sealInTime(2);
    await ahead(0); // the new server
    await putRows(database.owner, [{}]);
    expect(await problems()).toContainEqual(expect.objectContaining({ kind: 'order_behind' }));
    await database.owner.query('delete from audit_events where id > $1 and tx < $2::text::xid8', [ids[24], '50000000']);
    expect(await continueTrail(database.owner)).toBeGreaterThan(40_000_000);
    expect(await continueTrail(database.owner)).toBe(0);
    await putRows(database.owner, [{}, {}]);
    await sealInTime(2);
    expect(await problems()).toEqual([]);
    await expect(database.pool.query('select continue_trail()')).rejects.toMatchObject({ code: '42501' });
    await ahead(0);
  });
});

describe('a check', () => {
  test('is kept with what it found, noted in the trail, and the head is in the other place', async () => {
    await change("update audit_events set login_id = 'nobody' where id = $1", ids[12]);
    await checkTrail(chain, { loginId: 'wco.admin', accountId: 1 }, 'asked');
    const [check] = await lastChecks(database.pool, 1);
    expect(check).toMatchObject({
      cause: 'asked',
      loginId: 'wco.admin',
      seals: 3,
      rows: 25,
      problemCount: 1,
      problems: [{ kind: 'row_changed', seal: 2, row: ids[12] }],
      head: { number: 3 },
    });
    const { rows } = await database.owner.query(
      "select outcome, detail from audit_events where action = 'trail.checked' order by id",
    );
    expect(rows).toEqual([{ outcome: 'failed', detail: { seals: 3, rows: 25, problems: 1 } }]);
    expect(JSON.parse(await readFile(join(chain.directory, 'trail-head.json'), 'utf8'))).toEqual(check?.head);
  });
});
