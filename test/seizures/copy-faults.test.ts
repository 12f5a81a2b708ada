import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPortal } from '../../src/app.ts';
import { socketPath, startEngineProcess } from '../../src/db/columnar/index.ts';
import { sql, queryRow } from '../../src/db/sql.ts';
import { sampleRecord } from '../support/builders.ts';
import { enginesOf, runs, silent, watchedFigures, type Watched } from '../support/engines.ts';
import { configFor, keysDirectory, testPortal, type TestPortal } from '../support/portal.ts';
import { until } from '../support/portal-killed.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

// Engines as processes of their own: what becomes of them and of what is asked when something is cut or killed.

const script = new URL('../../src/figures-engine.ts', import.meta.url);
const parentScript = fileURLToPath(new URL('../support/engine-parent.ts', import.meta.url));
const socket = socketPath();
let portal: TestPortal;
let ground: Ground;
beforeAll(async () => {
  portal = await testPortal({ figuresEngine: socket });
  ground = await groundOf(portal);
  await ground.put(Array.from({ length: 30 }, (_one, at) => open(`BEFORE/${at}`)));
});

const open = (nationalRef: string) =>
  sampleRecord('DRUG', { facts: { nationalRef, release: 'all', releaseOffices: undefined } });
const count = async ({ figures }: Watched): Promise<number> =>
  (await queryRow<{ n: number }>(figures, sql`select count(*)::int as n from seizures`))?.n ?? 0;

/** Whoever asks the engine, which answers. */
async function asker(): Promise<Watched> {
  const watched = watchedFigures(portal.pool, socket);
  await answering(watched);
  return watched;
}
const answering = ({ figures }: Watched) => until(async () => (await figures.asOf()) !== undefined, 60);
const only = (pids: number[]): number => {
  expect(pids).toHaveLength(1);
  return pids[0] ?? 0;
};
/** Cuts the connections on which engines look for changes. */
const cut = () =>
  portal.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = 'cen_app' and query ~ 'commit|seizure_changes|pg_snapshot_xmin'
       and state_change > now() - interval '3 s'`,
  );

describe('an engine', () => {
  let running: ReturnType<typeof startEngineProcess>;
  beforeAll(() => {
    running = startEngineProcess(script, { appUrl: portal.appUrl, socket, logLevel: 'silent' }, silent);
  });
  afterAll(() => running.stop());

  test('that is killed while pages ask fails no page, and comes back', async () => {
    const watched = await asker();
    const all = await count(watched);
    expect([all, watched.asked()]).toEqual([30, 0]);
    const browser = await portal.as('ke.reader');
    let isOver = false;
    const pages: number[] = [];
    const asking = [0, 1, 2].map(async one => {
      for (let at = 0; !isOver; at += 1) {
        // Another search each time, so that nothing counted before is shown.
        pages.push((await browser.get(`/seizures?country=KE&from=2020-01-${10 + one}&min=${at}&unit=kg`)).status);
        await sleep(50);
      }
    });
    const counts: number[] = [];
    const counting = (async () => {
      while (!isOver) {
        counts.push(await count(watched));
        await sleep(20);
      }
    })();
    for (let times = 0; times < 2; times += 1) {
      const pid = only(enginesOf(process.pid));
      process.kill(pid, 'SIGKILL');
      await until(async () => !runs(pid), 5);
      await until(async () => watched.asked() > 0, 5);
      await until(async () => enginesOf(process.pid).some(other => other !== pid), 30);
      await answering(watched);
    }
    isOver = true;
    await Promise.all([...asking, counting]);
    expect(pages.length).toBeGreaterThan(5);
    expect(new Set(pages)).toEqual(new Set([200]));
    expect(new Set(counts)).toEqual(new Set([30]));
    // And it is the engine again that answers.
    await until(async () => {
      const before = watched.asked();
      return (await count(watched)) === 30 && watched.asked() === before;
    }, 30);
  }, 240_000);

  test('whose connection is cut ends, and a fresh one holds what the database then has', async () => {
    const watched = await asker();
    const pid = only(enginesOf(process.pid));
    await count(watched);
    // As in a database that was restored: what changed meanwhile has the number of an old transaction.
    const [ref = ''] = await ground.put([open('RESTORED/1')]);
    await cut();
    await portal.owner.query(
      `update seizure_changes set transaction_id = '3'::xid8
       where seizure_id = (select id from seizures where ref = $1)`,
      [ref],
    );
    await until(async () => !runs(pid), 20);
    await until(async () => enginesOf(process.pid).length > 0, 30);
    await answering(watched);
    expect(await count(watched)).toBe(31);
  }, 120_000);

  test('that stands still answers nothing, and nobody waits for it twice', async () => {
    const watched = await asker();
    const pid = only(enginesOf(process.pid));
    process.kill(pid, 'SIGSTOP');
    try {
      const began = performance.now();
      expect(await count(watched)).toBe(31);
      expect(performance.now() - began).toBeLessThan(8000);
      const again = performance.now();
      for (let times = 0; times < 5; times += 1) expect(await count(watched)).toBe(31);
      expect(await watched.figures.copy()).toBeUndefined();
      expect(performance.now() - again).toBeLessThan(2000);
      expect(watched.asked()).toBe(6);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  test('that has more to do than it can is not taken for one that stands still', async () => {
    const watched = await asker();
    const pid = only(enginesOf(process.pid));
    // Each is given up after five seconds, in which the engine mostly rests, and four have their turn at a time.
    const endless = Array.from({ length: 8 }, (_one, at) =>
      queryRow(
        watched.figures,
        sql`select count(*) as n from seizures s, range(1000000) a, range(1000000) b
            where (a.range * b.range) % 7 = ${at} and s.id > 0`,
      ).catch((error: unknown) => (error as { code?: string }).code),
    );
    const meanwhile = count(watched);
    for (let times = 0; times < 2; times += 1) {
      await sleep(500);
      process.kill(pid, 'SIGSTOP');
      await sleep(4000);
      process.kill(pid, 'SIGCONT');
      await sleep(700);
    }
    expect([await meanwhile, watched.asked()]).toEqual([31, 0]);
    // What took too long is not given to PostgreSQL, to which it would be more.
    expect(await Promise.all(endless)).toEqual(Array.from({ length: 8 }, () => '57014'));
    expect(watched.asked()).toBe(0);
  }, 60_000);

  test('is asked once what many ask at a time', async () => {
    const watched = await asker();
    const ask = () => queryRow(watched.figures, sql`select random() as n, count(*)::int as all from seizures`);
    const [one, ...others] = await Promise.all(Array.from({ length: 5 }, ask));
    expect(others).toEqual(Array.from({ length: 4 }, () => one));
    expect(await ask()).not.toEqual(one);
    expect(watched.asked()).toBe(0);
  });

  test('that is behind answers nothing', async () => {
    const watched = await asker();
    // It waits for what nobody gives back: the rows it reads next.
    const blocker = await portal.owner.connect();
    await blocker.query('begin');
    await blocker.query('lock table seizure_changes in access exclusive mode');
    try {
      await until(async () => (await watched.figures.asOf()) === undefined, 10);
      const before = watched.asked();
      expect(await count(watched)).toBe(31);
      expect(watched.asked()).toBe(before + 1);
    } finally {
      await blocker.query('rollback');
      blocker.release();
    }
    await answering(watched);
  });
});

describe('an engine of its own', () => {
  test('ends with its portal, however that ends, and leaves nothing', async () => {
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const place = socketPath();
      const parent = spawn(process.execPath, [parentScript, portal.appUrl, place], { stdio: 'inherit' });
      await answering(watchedFigures(portal.pool, place));
      const pid = only(enginesOf(parent.pid));
      // Nobody else of this machine may ask it.
      expect(statSync(dirname(place)).mode & 0o777).toBe(0o700);
      expect(statSync(place).mode & 0o777).toBe(0o600);
      parent.kill(signal);
      await once(parent, 'exit');
      await until(async () => !runs(pid), 5);
      expect(existsSync(dirname(place))).toBe(false);
    }
  }, 180_000);

  test('is part of a portal that starts it, and nothing of it is left when the portal stops', async () => {
    const usual = process.env.TMPDIR;
    const directory = await mkdtemp(join(tmpdir(), 'cen-stop-'));
    process.env.TMPDIR = directory;
    try {
      const config = { ...configFor(portal.fileStore), cencommKeys: await keysDirectory() };
      const started = await createPortal({ config, appUrl: portal.appUrl, jobsIn: 'thread' });
      const [name = ''] = readdirSync(directory).filter(one => one.startsWith('cen-figures-'));
      const watched = watchedFigures(portal.pool, join(directory, name, 'socket'));
      await answering(watched);
      expect(await count(watched)).toBe(31);
      await started.close();
      expect(enginesOf(process.pid)).toEqual([]);
      expect(
        readdirSync(directory).filter(one => one.startsWith('cen-figures-') || one.startsWith('cen-copy-')),
      ).toEqual([]);
    } finally {
      process.env.TMPDIR = usual;
      await rm(directory, { recursive: true, force: true });
    }
  }, 120_000);
});
