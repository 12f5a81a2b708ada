import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  archiveMonth,
  archivedMonths,
  changeMonthsKept,
  checkTrail,
  readArchives,
  readMonthsDue,
  sealRows,
  verifyArchive,
} from '../../src/audit/index.ts';
import { verifyTrail } from '../../src/audit/chain/verify.ts';
import { openPool, type Pool } from '../../src/db/pool.ts';
import { compiled } from '../support/compiled.ts';
import type { TestDatabase } from '../support/database.ts';
import { chainOf, longestWait, putRows, trailDatabase, untilEnded } from '../support/trail.ts';

vi.setConfig({ testTimeout: 2 * longestWait });

let database: TestDatabase;
let owner: Pool;
beforeAll(async () => {
  ({ database, owner } = await trailDatabase());
});

/** Rows of three old months and of today, so that seals of ten rows reach over the ends of the months. */
let chain: ReturnType<typeof chainOf>;
let ids: number[];
beforeEach(async () => {
  await owner.query(`
    truncate audit_events, audit_seals, audit_checks, alarms, audit_archives;
    update portal_instance set first_seal = null; update audit_retention set months_kept = 24;
    select ensure_audit_month('2023-02-01')`);
  chain = { ...chainOf(database), jobPool: owner };
  const ats = ['2023-01-31T23:00:00Z', '2023-02-10T00:00:00Z', '2023-03-05T00:00:00Z', undefined];
  ids = await putRows(
    database.owner,
    ats.flatMap((at, month) =>
      Array.from({ length: 24 }, (_, n) => ({
        ...(at ? { at } : {}),
        subject: `KE-2023-${month}`,
        detail: { n, text: 'é "x"\n' },
      })),
    ),
  );
  await untilEnded(database.owner);
  expect(await sealRows(chain, 10)).toEqual({ seals: 10, rows: 96 });
});

const problems = async () => (await verifyTrail(chain)).problems;
const rowsLeft = async () => Number((await owner.query('select count(*) as n from audit_events')).rows[0].n);
const archive = (month: string) => archiveMonth(chain, month, chain.directory);
const reseal = async () => {
  await untilEnded(database.owner);
  await sealRows(chain, 10);
};

test('a closed month is in a file and no longer in the table, its seals stay, and the trail is whole', async () => {
  expect(await readMonthsDue(owner)).toEqual(['2023-01', '2023-02', '2023-03']);
  const record = await archive('2023-02');
  expect(record).toMatchObject({ month: '2023-02', firstSeal: 3, lastSeal: 5, rowCount: 24 });
  expect(record.edges.map(([seal]) => seal)).toEqual([3, 5]);
  await reseal();
  expect(await verifyTrail(chain)).toMatchObject({ problems: [], rows: 97, archives: [{ month: '2023-02' }] });
  const { rows } = await owner.query(
    "select subject, detail from audit_events where action = 'trail.archived' order by id",
  );
  expect(rows).toMatchObject([{ subject: 'month:2023-02', detail: { rows: 24, seals: '3–5', file: record.file } }]);
  expect((await owner.query("select to_regclass('audit_events_202302') as gone")).rows).toEqual([{ gone: null }]);
  expect(await readMonthsDue(owner)).toEqual(['2023-01', '2023-03']);
  // Its neighbours, with which it shares a seal, and which have no partition of their own.
  await archive('2023-01');
  await archive('2023-03');
  await reseal();
  expect(await problems()).toEqual([]);
  expect(await rowsLeft()).toBe(24 + 3);
  for (const { file } of await readArchives(database.pool))
    expect((await verifyArchive({ ...chain, jobPool: database.pool }, join(chain.directory, file))).rowCount).toBe(24);
  expect(await archivedMonths(database.pool, { from: '2023-02-28', to: '2023-03-01' })).toEqual(['2023-02', '2023-03']);
  expect(await archivedMonths(database.pool, { from: '2023-04-01' })).toEqual([]);
  // What lies in the file is sealed: not a word of a row can be read.
  expect(readFileSync(join(chain.directory, record.file)).includes('KE-2023')).toBe(false);
});

test('what is removed, changed or put back beside an archive is found', async () => {
  await archive('2023-02');
  await reseal();
  const [january, march] = [ids[23], ids[48]];
  await owner.query('delete from audit_events where id = $1', [january]);
  await owner.query("update audit_events set login_id = 'nobody' where id = $1", [march]);
  expect(await problems()).toEqual([
    { kind: 'row_removed', seal: 3, row: january },
    { kind: 'row_changed', seal: 5, row: march },
  ]);
  for (const row of [ids[30], ids[24]])
    await owner.query(
      `insert into audit_events (id, at, action, tx) overriding system value
       select $1, '2023-02-10', 'seizure.read', to_tx from audit_seals where number = $2`,
      [row, row === ids[30] ? 4 : 3],
    );
  const found = (await problems()).map(({ kind, seal, row }) => `${kind} ${seal} ${row}`);
  expect(found).toEqual(expect.arrayContaining([`row_added 4 ${ids[30]}`, `row_added 3 ${ids[24]}`]));
});

test('a record that is changed, forged or removed is a finding and an alarm', async () => {
  await archive('2023-02');
  await reseal();
  await owner.query('update audit_archives set first_seal = 1');
  expect(await problems()).toContainEqual({ kind: 'archive_forged', seal: 1 });
  expect(await problems()).toContainEqual({ kind: 'row_removed', seal: 4, row: ids[30] });
  await owner.query("delete from audit_events where subject = 'KE-2023-2'");
  await owner.query(`
    update audit_archives set first_seal = 3;
    insert into audit_archives select '2023-03-01', 5, 8, 24, file, sha256, '[]', archived_by, archived_at, mac
    from audit_archives`);
  const { problems: found } = await checkTrail(chain, { loginId: 'job' }, 'nightly');
  expect(found[0]).toEqual({ kind: 'archive_forged', seal: 5 });
  expect(found).toContainEqual({ kind: 'row_removed', seal: 6, row: ids[52] });
  expect((await owner.query('select kind, subject from alarms')).rows).toEqual([
    { kind: 'trail', subject: 'tampered' },
  ]);
  await owner.query('delete from audit_archives');
  expect((await problems()).filter(({ kind }) => kind === 'row_removed')).toHaveLength(48);
});

test('is refused, and nothing is removed: too young, tampered with, not sealed, done before, not written', async () => {
  const refused = (month: string, why: RegExp, directory = chain.directory) =>
    expect(archiveMonth(chain, month, directory)).rejects.toThrow(why);
  await refused(new Date().toISOString().slice(0, 7), /is kept online: the last 24 closed months are/);
  await refused('2019-05', /has no rows of 2019-05/);
  await refused('2023-02', /ENOENT/, join(chain.directory, 'nowhere'));
  await putRows(database.owner, [{ at: '2023-03-06T00:00:00Z' }]);
  await refused('2023-03', /not sealed yet/);
  await owner.query("update audit_events set login_id = 'nobody' where id = $1", [ids[30]]);
  await refused('2023-02', /not as they were sealed \(row_changed, seal 4\)/);
  expect(readdirSync(chain.directory)).toEqual(['trail-head.json']);
  expect(await rowsLeft()).toBe(97);
  await expect(changeMonthsKept(owner, 2)).rejects.toThrow(/Between 3 and 240/);
  await changeMonthsKept(owner, 240);
  await refused('2023-01', /is kept online: the last 240/);
  await changeMonthsKept(owner, 24);
  await archive('2023-01');
  await refused('2023-01', /is archived already/);
  for (const statement of [
    'update audit_retention set months_kept = 3',
    'delete from audit_archives',
    "update audit_archives set file = 'x'",
    'insert into audit_archives select * from audit_archives',
  ])
    await expect(database.pool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
});

test('killed between the file and the removal it is done anew; two at once are one', async () => {
  writeFileSync(join(chain.directory, 'audit-trail-2023-02.jsonl.gz.sealed'), 'half');
  writeFileSync(join(chain.directory, 'audit-trail-2023-02.jsonl.gz.sealed.part'), 'half');
  const both = await Promise.allSettled([archive('2023-02'), archive('2023-02')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await reseal();
  expect(await problems()).toEqual([]);
  const path = join(chain.directory, 'audit-trail-2023-02.jsonl.gz.sealed');
  expect((await verifyArchive(chain, path)).rowCount).toBe(24);
});

/** Writes as a page does while something else goes on. Fails where a writer has to wait for as long as pages do not. */
async function writing<T>(work: Promise<T>, patience: string): Promise<T> {
  const writer = openPool({ url: database.appUrl, max: 1 });
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  await writer.query(`set lock_timeout = '${patience}'`);
  while (!isOver) {
    await writer.query("insert into audit_events (action) values ('seizure.read')");
    await sleep(20);
  }
  await writer.end();
  return over;
}

test('a month is made while the trail is read and written, and takes in what came before it was made', async () => {
  const [early] = await putRows(database.owner, [{ at: '2031-02-10T00:00:00Z' }]);
  await reseal();
  const reading = await owner.connect();
  await reading.query('begin; select from audit_events');
  const make = (month: string) => owner.query('select ensure_audit_month($1)', [month]);
  // It needs the partition of what has no month to itself, gives up, and no writer noticed.
  await expect(writing(make('2031-02-01'), '200ms')).rejects.toMatchObject({ code: '55P03' });
  await reading.query('commit');
  reading.release();
  await writing(make('2031-02-01'), '200ms');
  const { rows } = await owner.query(
    'select distinct tableoid::regclass::text as month from audit_events where id = $1',
    [early],
  );
  expect(rows).toEqual([{ month: 'audit_events_203102' }]);
  await reseal();
  expect(await problems()).toEqual([]);
  await owner.query('drop table audit_events_203102');
});

test('a month is archived while the trail is read and written: who writes waits for less than pages do', async () => {
  const reading = await owner.connect();
  await reading.query('begin; select from audit_events');
  const archiving = writing(archive('2023-02'), '2500ms');
  await vi.waitUntil(() => existsSync(join(chain.directory, 'audit-trail-2023-02.jsonl.gz.sealed')), {
    timeout: 60_000,
  });
  // Longer than it waits for once.
  await sleep(1500);
  await reading.query('commit');
  reading.release();
  expect((await archiving).rowCount).toBe(24);
  await reseal();
  expect(await problems()).toEqual([]);
});

test('a file that was changed, cut, or is another’s does not pass', async () => {
  const { file } = await archive('2023-02');
  const path = join(chain.directory, file);
  const whole = readFileSync(path);
  const other = join(chain.directory, 'other');
  for (const bytes of [
    whole.subarray(0, -1),
    Buffer.concat([whole.subarray(0, 60), Buffer.alloc(1), whole.subarray(61)]),
  ]) {
    writeFileSync(other, bytes);
    await expect(verifyArchive(chain, other)).rejects.toThrow(/cannot be read as an archive/);
  }
  await expect(verifyArchive({ ...chain, key: Buffer.alloc(32, 1) }, path)).rejects.toThrow(/cannot be read/);
  // Written a second time: the same rows under another nonce are another file than the one recorded.
  await owner.query('update audit_archives set sha256 = sha256($1)', ['x']);
  await expect(verifyArchive(chain, path)).rejects.toThrow(/is forged/);
});

test('npm run archive-trail says what is due, archives it, and npm run verify-trail checks the file', async () => {
  const keyFile = join(chain.directory, 'master.key');
  writeFileSync(keyFile, Buffer.alloc(32, 7), { mode: 0o400 });
  const command = (name: string, ...args: string[]) =>
    spawnSync(process.execPath, [`src/cli/${name}.ts`, ...args], {
      encoding: 'utf8',
      env: {
        ...compiled,
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'test',
        DATABASE_URL: database.appUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
        MASTER_KEY_FILE: keyFile,
        FILE_STORE: chain.directory,
        DATA_DIR: chain.directory,
        SESSION_SECRET: 'x'.repeat(32),
      },
    });
  expect(command('archive-trail')).toMatchObject({
    status: 0,
    stdout: 'The last 24 closed months are kept online.\nMay be archived: 2023-01, 2023-02, 2023-03.\n',
  });
  expect(command('archive-trail', '2023-2', chain.directory)).toMatchObject({ status: 1 });
  const done = command('archive-trail', '2023-02', chain.directory);
  expect(done).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^2023-02 is archived: 24 rows in /),
  });
  await untilEnded(database.owner);
  expect(command('verify-trail').stdout).toMatch(/^The trail is whole: 97 rows under 11 seals; in archives: 2023-02\./);
  const path = join(chain.directory, 'audit-trail-2023-02.jsonl.gz.sealed');
  expect(command('verify-trail', '--archive', path)).toMatchObject({
    status: 0,
    stdout: 'The archive of 2023-02 is whole: 24 rows under the seals 3 to 5.\n',
  });
  // As a timer does, every month that may be.
  expect(command('archive-trail', '--due', chain.directory).stdout.match(/^2023-\d\d is archived/gm)).toEqual([
    '2023-01 is archived',
    '2023-03 is archived',
  ]);
  expect(command('archive-trail', '--due', chain.directory)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  rmSync(path);
  expect(command('verify-trail', '--archive', path)).toMatchObject({ status: 1, stderr: /cannot be read/ });
});
