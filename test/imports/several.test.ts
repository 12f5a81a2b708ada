import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openListener, type Listener } from '../../src/db/listener.ts';
import { loadLists } from '../../src/reference/index.ts';
import { flagDue } from '../../src/seizures/index.ts';
import { openJobs, urgent, type Jobs } from '../../src/jobs/jobs.ts';
import { flagAll } from '../support/flags.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { csvText, facts, table } from './generate.ts';
import { idOf, send, settled, upload, type Page } from './officer.ts';

let portal: TestPortal;
let officer: Browser;
let jobs: Jobs;
let listener: Listener;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.ncp');
  const log = pino({ level: 'silent' });
  listener = openListener(portal.appUrl, log);
  jobs = await openJobs({ pool: portal.pool, log, listener });
});
afterAll(async () => {
  await jobs.stop();
  await listener.stop();
});

test('a small file is worked on beside a large one, and of those that wait the smaller go first', async () => {
  const done: string[] = [];
  const large = Promise.withResolvers<void>();
  const handler = async ({ name }: { name: string }): Promise<void> => {
    if (name === 'large') await large.promise;
    done.push(name);
  };
  await jobs.work('several', handler);
  await jobs.work('several', handler, 'urgent');
  await jobs.send('several', { name: 'large' }, 'large', 0);
  const state = `select state from pgboss.job where name = 'several' and singleton_key = 'large'`;
  await expect.poll(async () => (await portal.owner.query(state)).rows[0]?.state, { timeout: 30_000 }).toBe('active');
  await jobs.send('several', { name: 'next' }, 'next', 0);
  await jobs.send('several', { name: 'middling' }, 'middling', 1);
  await jobs.send('several', { name: 'small' }, 'small', urgent);
  await expect.poll(() => done, { timeout: 30_000 }).toEqual(['small']);
  large.resolve();
  await expect.poll(() => done, { timeout: 30_000 }).toEqual(['small', 'large', 'middling', 'next']);
}, 120_000);

/** A file of so many rows, from the upload to its check. */
async function checked(rows: number, cases = `SEV-${rows}`): Promise<Page> {
  const list = facts(rows, 5).map((fact, at) => ({ ...fact, country: 'KE', ref: `${cases}-${at}` }));
  let page = await upload(officer, `of ${rows}.csv`, csvText(table(list)));
  if (page.path.endsWith('/read')) {
    page = await send(officer, page, 'read', {}, 'right');
    await send(officer, page, 'columns');
  }
  return settled(officer, idOf(page));
}

test('how urgent a file is, is told by its rows', async () => {
  const urgency = async (rows: number): Promise<number> => {
    const { rows: found } = await portal.owner.query<{ priority: number }>(
      `select priority from pgboss.job where name = 'imports' and singleton_key = $1`,
      [String(idOf(await checked(rows)))],
    );
    return found[0]?.priority ?? -1;
  };
  expect(await urgency(40)).toBe(urgent);
  expect(await urgency(4_000)).toBe(1);
}, 120_000);

test('records of a file are looked at for doubts once all of it is in', async () => {
  const page = await checked(30);
  const id = idOf(page);
  await send(officer, page, 'commit');
  await settled(officer, id);
  await flagAll(portal);
  const ofFile = 'select id from seizures where import_id = $1';
  const waiting = `select from seizure_flags_due where seizure_id in (${ofFile})`;
  await portal.owner.query(`update imports set state = 'committing' where id = $1`, [id]);
  await portal.owner.query(`insert into seizure_flags_due ${ofFile}`, [id]);
  const context = { jobPool: portal.pool, lists: await loadLists(portal.pool) };
  await flagDue(context);
  expect((await portal.owner.query(waiting, [id])).rowCount).toBe(30);
  await portal.owner.query(`update imports set state = 'committed' where id = $1`, [id]);
  await flagDue(context);
  expect((await portal.owner.query(waiting, [id])).rowCount).toBe(0);
}, 120_000);

test('other processes are told of records of a file once all of it is in', async () => {
  const page = await checked(1_200, 'TOLD');
  const told: string[] = [];
  const deaf = await listener.listen('portal', one => one.startsWith('seizures') && told.push(one));
  await send(officer, page, 'commit');
  await settled(officer, idOf(page));
  await expect.poll(() => told, { timeout: 30_000 }).toEqual([expect.stringMatching(/^seizures \w+/)]);
  deaf();
}, 120_000);

test('two files of an office that hold the same cases are saved one after the other', async () => {
  // One fits the place for small files, one does not.
  const many = await checked(2_100, 'TWICE');
  const few = await checked(60, 'TWICE');
  await Promise.all([send(officer, many, 'commit'), send(officer, few, 'commit')]);
  for (const page of [many, few]) await settled(officer, idOf(page), 120);
  const { rows } = await portal.owner.query<{ count: number }>(
    `select count(*)::int as count from seizures where national_ref like 'TWICE-%'`,
  );
  expect(rows).toEqual([{ count: 2_100 }]);
  const { rows: failed } = await portal.owner.query(`select id from imports where state = 'failed'`);
  expect(failed).toEqual([]);
}, 240_000);
