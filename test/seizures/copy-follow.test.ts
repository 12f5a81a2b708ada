import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countCases } from '../../src/analysis/cells/search-cells.ts';
import { socketPath } from '../../src/db/columnar/index.ts';
import { serveColumnar } from '../../src/db/columnar/serve.ts';
import { openPool, type Client, type Pool } from '../../src/db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../src/db/sql.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { seizureCopyOf } from '../../src/seizures/index.ts';
import { project } from '../../src/seizures/record/search-columns.ts';
import { insertSeizures } from '../../src/seizures/record/store-insert.ts';
import { markVerified } from '../../src/seizures/verification/store-verify.ts';
import { letDateMove, moveDate } from '../../src/text/clock.ts';
import { addDays, today } from '../../src/text/plain-date.ts';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { amendByForm, recordByForm } from '../support/entry.ts';
import { silent, watchedFigures, type Watched } from '../support/engines.ts';
import { sampleLines } from '../support/sample-lines.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { until } from '../support/portal-killed.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

// An engine that is served and looks for changes by itself: what changes is in its figures within five seconds.

const soon = 5;
let portal: TestPortal;
let ground: Ground;
let pool: Pool;
let served: Awaited<ReturnType<typeof serveColumnar>>;
let watched: Watched;
const socket = socketPath();
let statements = 0;
beforeAll(async () => {
  portal = await testPortal({ figuresEngine: socket });
  ground = await groundOf(portal);
  await mkdir(dirname(socket), { mode: 0o700 });
  pool = openPool({ url: portal.appUrl, max: 1, statementTimeout: 0 });
  pool.on('connect', client => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    client.query = ((...given: unknown[]) => {
      statements += 1;
      return query(...given);
    }) as typeof client.query;
  });
  served = await serveColumnar({ pool, source: seizureCopyOf([]), socket, log: silent });
  served.failed.catch(() => undefined);
  watched = watchedFigures(portal.pool, socket);
});
afterAll(async () => {
  letDateMove(false);
  watched.figures.close();
  await served.close();
  await pool.end();
  await rm(dirname(socket), { recursive: true, force: true });
});

let number = 0;
const some = (facts: Overrides['facts'] = {}) => {
  number += 1;
  return sampleRecord('DRUG', {
    facts: { nationalRef: `F/${number}`, release: 'all', releaseOffices: undefined, ...facts },
  });
};
/** Cases that one of the cast counts in the copy; fails where PostgreSQL answered. */
async function counted(loginId: string, query = ''): Promise<number> {
  const before = watched.asked();
  const [cell] = await countCases(watched.figures, ground.searching(await ground.viewer(loginId), query), []);
  expect(watched.asked()).toBe(before);
  return cell?.cases ?? 0;
}
/** Cases that a page of trends says it shows, which keeps what it made while the copy stays. */
async function shown(loginId: string): Promise<number> {
  const page = await (await portal.as(loginId)).get('/analysis/trends?heading=DRUG&from=2020-01-01&step=month');
  expect(page.text).toContain('the copy counted is');
  return Number(/([\d,]+) cases? that you may see/.exec(page.text)?.[1] ?? '0');
}
const becomes = (loginId: string, cases: number, query = '') =>
  until(async () => (await counted(loginId, query)) === cases, soon);

test('a second in which nothing changes costs one statement', async () => {
  await sleep(3000);
  const [before, seconds] = [statements, 5];
  await sleep(seconds * 1000);
  expect(statements - before).toBeGreaterThan(0);
  expect(statements - before).toBeLessThanOrEqual(seconds + 1);
});

describe('within five seconds', () => {
  test('an embargo that begins, ends by an amendment, or runs out, is in what others count', async () => {
    const officer = await portal.as('ke.officer');
    const ref = await recordByForm(officer, some({ operation: 'Operation Kifaru' }));
    await becomes('vn.reader', 1);
    expect([await shown('vn.reader'), await shown('vn.reader')]).toEqual([1, 1]);
    const embargo = (day: string) =>
      amendByForm(officer, ref, 'outcome', { 'facts.embargoUntil': day }, 'The investigation asks for it.');
    await embargo(addDays(today(), 3));
    await becomes('vn.reader', 0);
    expect([await shown('vn.reader'), await shown('vn.reader'), await shown('ke.reader')]).toEqual([0, 0, 1]);
    expect([await counted('ke.reader'), await counted('rilo.esa'), await counted('wco.cenmat')]).toEqual([1, 1, 0]);
    letDateMove(true);
    moveDate(2);
    expect(await counted('vn.reader')).toBe(0);
    moveDate(3);
    expect([await counted('vn.reader'), await shown('vn.reader')]).toEqual([1, 1]);
    moveDate(0);
    expect([await counted('vn.reader'), await shown('vn.reader')]).toEqual([0, 0]);
    await embargo('');
    await becomes('vn.reader', 1);
  });

  test('a release that narrows, and one that widens', async () => {
    const officer = await portal.as('ke.officer');
    const ref = await recordByForm(officer, some({ transport: 'AIR-PAX' }));
    const release = (fields: Record<string, string>) =>
      amendByForm(officer, ref, 'outcome', fields, 'The audience was another.');
    const air = 'transport=AIR-PAX';
    await becomes('vn.reader', 1, air);
    await release({ 'facts.release': 'region', 'facts.releaseOffices': '' });
    await becomes('vn.reader', 0, air);
    expect([await counted('rilo.esa', air), await counted('rilo.ap', air)]).toEqual([1, 0]);
    await release({ 'facts.release': 'named', 'facts.releaseOffices': 'VN' });
    await becomes('vn.reader', 1, air);
    expect(await counted('rilo.ap', air)).toBe(0);
    await release({ 'facts.release': 'through_rilo', 'facts.releaseOffices': '' });
    await becomes('vn.reader', 0, air);
  });

  test('words that are redacted: the copy never had them, and the record is taken over anew', async () => {
    const officer = await portal.as('ke.officer');
    const brand = { details: { ...sampleLines.TOB.details, brand: 'Kilimanjaro Gold' } };
    const facts = {
      nationalRef: 'F/RED',
      release: 'all',
      releaseOffices: undefined,
      narrative: 'Kilimanjaro Gold on each.',
    };
    const ref = await recordByForm(officer, sampleRecord('TOB', { facts, line: brand }));
    await becomes('vn.reader', 1, 'heading=TOB');
    const copied = async (): Promise<string> => {
      const [records, lines] = [
        await queryRows(watched.figures, sql`select s.* from seizures s`),
        await queryRows(watched.figures, sql`select g.* from goods_lines g`),
      ];
      expect(records.length).toBeLessThanOrEqual(lines.length);
      return JSON.stringify([records, lines]).toLowerCase();
    };
    // Choices and codes are there; words, names and references are not.
    expect(await copied()).toContain('tob.packing=master_cases');
    for (const word of ['kilimanjaro', 'gold', 'f/red', 'mombasa', 'tiles', ref.toLowerCase()])
      expect(await copied()).not.toContain(word);
    const at = Date.now();
    const asked = { words: 'Kilimanjaro Gold', reason: 'It is the name of a person.' };
    expect((await officer.post(`/seizures/${ref}/redaction`, asked)).status).toBe(303);
    const { rows } = await portal.owner.query(`select id from seizure_texts where words = 'Kilimanjaro Gold'`);
    const taken = await (await portal.as('ke.ncp')).post(`/seizures/texts/${rows[0].id}/removal`);
    expect(taken.status).toBe(303);
    await until(async () => ((await watched.figures.asOf()) ?? 0) > at, soon);
    await becomes('vn.reader', 1, 'heading=TOB');
    expect(await copied()).not.toContain('kilimanjaro');
  });
});

const inCopy = async (): Promise<number> => {
  const before = watched.asked();
  const row = await queryRow<{ n: number }>(watched.figures, sql`select count(*)::int as n from seizures s`);
  expect(watched.asked()).toBe(before);
  return row?.n ?? 0;
};
const holds = (cases: number) => until(async () => (await inCopy()) === cases, soon);

/** Puts records into a transaction that somebody else ends. */
async function putInto(client: Client, records = [some()]): Promise<void> {
  const { accountId } = await ground.viewer('ke.ncp');
  const made = records.map(record => ({
    clientUuid: randomUUID(),
    record,
    projection: project(record, ground.lists.lookUp, ground.offices),
    channel: 'form' as const,
    recordedBy: accountId,
  }));
  await insertSeizures(client, made);
}

describe('whatever transactions do beside each other', () => {
  /** A connection in a transaction; `ends` commits or rolls back. */
  async function begun() {
    const client = await portal.pool.connect();
    await execute(client, sql`begin`);
    return {
      client,
      async ends(how: 'commit' | 'rollback') {
        await client.query(how);
        client.release();
      },
    };
  }

  test('one that began before others and commits after them is not missed', async () => {
    const before = await inCopy();
    const early = await begun();
    await putInto(early.client);
    // Other records of other countries: numbers are taken in a row that the first holds.
    await ground.put([some({ country: 'TZ', place: undefined })]);
    await holds(before + 1);
    await ground.put([some({ country: 'UG', place: undefined })]);
    await holds(before + 2);
    await early.ends('commit');
    await holds(before + 3);
  });

  test('one that stays open keeps nothing of others back, and leaves nothing when it is rolled back', async () => {
    const before = await inCopy();
    const long = await begun();
    await putInto(long.client);
    const others = ['TZ', 'UG', 'RW', 'FR'];
    for (const [at, country] of others.entries()) {
      await ground.put([some({ country, place: undefined })]);
      await holds(before + at + 1);
    }
    await long.ends('rollback');
    await ground.put([some()]);
    await holds(before + others.length + 1);
  });

  test('several writers at once, some of whom roll back, leave the copy as the records are', async () => {
    const statuses = (on: Parameters<typeof queryRows>[0]) =>
      queryRows(on, sql`select s.status as status, count(*)::int as n from seizures s group by 1 order by 1`);
    const [before, desk] = [await inCopy(), await ground.viewer('wco.admin')];
    await Promise.all(
      ['KE', 'TZ', 'UG', 'VN', 'RW', 'FR'].map(async (country, writer) => {
        for (let times = 0; times < 10; times += 1) {
          const own = await begun();
          await putInto(own.client, [some({ country, place: undefined }), some({ country, place: undefined })]);
          await own.ends((times + writer) % 3 === 0 ? 'rollback' : 'commit');
          const newest = await queryRow<{ id: number }>(
            portal.pool,
            sql`select max(id) as id from seizures where country = ${country} and status = 'submitted'`,
          );
          await inTransaction(portal.pool, client => markVerified(client, desk, [newest?.id ?? 0]));
        }
      }),
    );
    await until(
      async () => JSON.stringify(await statuses(watched.figures)) === JSON.stringify(await statuses(portal.pool)),
      soon,
    );
    expect(await inCopy()).toBeGreaterThan(before + 60);
    expect(await statuses(watched.figures)).toContainEqual({ status: 'verified', n: expect.any(Number) });
  });

  test('twelve thousand changes at once arrive, and every question is answered meanwhile', async () => {
    // Three of each of four thousand records.
    const many = 4000;
    const [ref = ''] = await ground.put([some({ country: 'VN', place: undefined })]);
    // Copies of one record, as a large import leaves them; what is checked of each row is not what is asked here.
    await inTransaction(portal.owner, async client => {
      await client.query('alter table seizures disable trigger user; alter table goods_lines disable trigger user');
      await execute(
        client,
        sql`
          with made as (
            insert into seizures select (jsonb_populate_record(s, jsonb_build_object(
              'id', nextval('seizures_id_seq'), 'client_uuid', gen_random_uuid(), 'ref', 'VN-2026-' || (500000 + n),
              'national_ref', 'MANY/' || n, 'document', ''))).*
            from seizures s, generate_series(1, ${many}::int) n where s.ref = ${ref} returning id),
          lines as (
            insert into goods_lines select (jsonb_populate_record(g, jsonb_build_object('seizure_id', made.id))).*
            from made, goods_lines g where g.seizure_id = (select id from seizures where ref = ${ref}))
          insert into seizure_changes (seizure_id, kind) select id, 'upsert' from made, generate_series(1, 3)`,
      );
      await client.query('alter table seizures enable trigger user; alter table goods_lines enable trigger user');
    });
    const whole = await arrival();
    await execute(
      portal.owner,
      sql`insert into seizure_changes (seizure_id, kind) select id, 'upsert' from seizures, generate_series(1, 3)`,
    );
    const again = await arrival();
    if (process.env.TEST_LOG) process.stderr.write(`three of ${many} new: ${whole} ms; changed: ${again} ms\n`);
  }, 240_000);

  /** Milliseconds until the copy has all there is; meanwhile each question is answered, if by PostgreSQL. */
  async function arrival(): Promise<number> {
    const began = performance.now();
    const since = Date.now();
    const cases = sql`select count(*)::int as n from seizures s where s.country = 'VN'`;
    const all = (await queryRow<{ n: number }>(portal.pool, cases))?.n;
    await until(async () => {
      await sleep(80);
      const before = watched.asked();
      const [row, asOf = 0] = [await queryRow<{ n: number }>(watched.figures, cases), await watched.figures.asOf()];
      expect(row?.n).toBeGreaterThan(0);
      return row?.n === all && watched.asked() === before && asOf > since;
    }, 60);
    return Math.round(performance.now() - began);
  }
});

test('an engine that a fault made useless ends', async () => {
  const broken = { text: 'select typeof($1) as a, $1::bigint as b', values: [9_999_999_999_999] };
  await watched.figures.query(broken).catch(() => undefined);
  await expect(served.failed).rejects.toThrow('broken');
});
