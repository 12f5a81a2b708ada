import pino from 'pino';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { columnarFigures, plainFigures, type Figures } from '../../src/db/columnar/index.ts';
import { measurePortal } from '../../src/operations/index.ts';
import type { Status } from '../../src/operations/store-status.ts';
import { warningsOf } from '../../src/operations/warnings.ts';
import { Browser, testPortal, type TestPortal } from '../support/portal.ts';

const at = new Date('2027-01-15T12:00:00Z');
const hours = (n: number): Date => new Date(at.getTime() - n * 3_600_000);
const process = {
  machine: 'one',
  name: 'web 1',
  pid: 1,
  release: '1.0.0',
  node: '24.0.0',
  knows: null,
  beganAt: hours(9),
  seenAt: at,
  diskFree: 50,
  diskSize: 100,
  certificateUntil: hours(-24 * 90),
};
/** A portal that does well. */
const well: Status = {
  at,
  production: true,
  postgres: '18.0',
  migration: 'm',
  since: hours(900),
  processes: [process],
  jobs: [{ queue: 'q', state: 'waiting', n: 3, oldest: 60 }],
  letters: { waiting: 2, oldest: 30, givenUp: 0, isStuck: false },
  sealLag: 20,
  figuresAge: 1,
  backup: { kind: 'backup', at: hours(3), of: hours(4), rows: 9 },
  restore: { kind: 'restore', at: hours(700), of: hours(720), rows: 9 },
};
const kinds = (change: Partial<Status>): string[] => warningsOf({ ...well, ...change }).map(({ kind }) => kind);

describe('what is warned of', () => {
  test('is nothing where all is well', () => expect(kinds({})).toEqual([]));

  test.each<[string, Partial<Status>, string[]]>([
    ['a backup of yesterday morning', { backup: { ...well.backup!, of: hours(27) } }, ['backup']],
    ['one of 25 hours', { backup: { ...well.backup!, of: hours(25) } }, []],
    ['no backup', { backup: undefined }, ['noBackup']],
    ['no restore', { restore: undefined }, ['noRestore']],
    ['no backup of a portal of today', { backup: undefined, restore: undefined, since: hours(20) }, []],
    ['no backup of an evaluation', { backup: undefined, restore: undefined, production: false }, []],
    ['a certificate of 20 days', { processes: [{ ...process, certificateUntil: hours(-24 * 20.5) }] }, ['certificate']],
    ['one of 22 days', { processes: [{ ...process, certificateUntil: hours(-24 * 22) }] }, []],
    ['one that has run out', { processes: [{ ...process, certificateUntil: hours(5) }] }, ['expired']],
    ['one nobody can see', { processes: [{ ...process, certificateUntil: null }] }, []],
    [
      'a disk with 9 % left, seen by two processes',
      {
        processes: [
          { ...process, diskFree: 9 },
          { ...process, diskFree: 9, name: 'jobs 1' },
        ],
      },
      ['disk'],
    ],
    ['a full disk of an evaluation', { production: false, processes: [{ ...process, diskFree: 1 }] }, []],
    ['an object store', { processes: [{ ...process, diskFree: null, diskSize: null }] }, []],
    ['a process silent for 6 minutes', { processes: [{ ...process, seenAt: hours(0.1) }] }, ['process']],
    ['one silent for two hours', { processes: [{ ...process, seenAt: hours(2) }] }, []],
    ['a job of 16 minutes', { jobs: [{ queue: 'q', state: 'waiting', n: 1, oldest: 960 }] }, ['queue']],
    ['one put off, or at work', { jobs: [{ queue: 'q', state: 'active', n: 1, oldest: 9999 }] }, []],
    ['emails that do not go out', { letters: { ...well.letters, isStuck: true } }, ['mail']],
  ])('%s', (_, change, found) => expect(kinds(change)).toEqual(found));
});

describe('the page', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await testPortal();
    const present = () => portal.owner.query('select 1 from portal_processes');
    await vi.waitUntil(async () => (await present()).rows.length > 0, { timeout: 60_000 });
  });

  test('says what there is, to administrators alone', async () => {
    const page = await (await portal.as('wco.admin')).get('/access/status');
    expect(page.status).toBe(200);
    const { rows } = await portal.owner.query<{ v: string }>("select current_setting('server_version') as v");
    for (const words of ['Nothing needs attention', 'None has been recorded', rows[0]?.v ?? '', 'GiB free', '>portal<'])
      expect(page.text).toContain(words);
    expect((await (await portal.as('ke.ncp')).get('/access/status')).status).toBe(403);
    expect((await portal.visitor().get('/access/status')).status).toBe(303);
  });

  test('warns of a queue nobody works on, there and on the home page', async () => {
    const { rows } = await portal.owner.query<{ name: string }>(
      `insert into pgboss.job (name, state, start_after)
       select name, 'created', now() - interval '40 minutes' from pgboss.queue
       order by name limit 1 returning name`,
    );
    await portal.owner.query(
      `insert into outgoing_letters (kind, recipient, made_at, next_try_at)
       values ('test.letter', 'a@cen.test', now() - interval '20 minutes', now() + interval '1 hour')`,
    );
    const admin = await portal.as('wco.admin');
    const page = (await admin.get('/access/status')).text;
    expect(page).toContain(`The queue ${rows[0]?.name} is not moving`);
    expect(page).toContain('Emails are not going out');
    // Another process, which has not looked yet; a job may be taken up meanwhile, the letter is not.
    const there = new Browser(await portal.besides());
    for (const [name, value] of admin.cookies) there.cookies.set(name, value);
    expect((await there.get('/')).text).toMatch(/\d matters? of the system needs? attention/);
  });
});

test('an engine of figures that nobody asked for is not told as away', async () => {
  const { pool } = await testPortal();
  const told = async (figures: Figures) =>
    (await (await measurePortal('one', { pool, figures })).read()).map(({ name }) => name);
  expect(await told(plainFigures(pool))).not.toContain('cen_figures_engine_up');
  const silent = columnarFigures(pool, '/no/such/socket', pino({ level: 'silent' }));
  expect(await told(silent)).toEqual(expect.arrayContaining(['cen_figures_engine_up', 'cen_database_up']));
  silent.close();
});
