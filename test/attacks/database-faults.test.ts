import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPortal, type Portal, type PortalOptions } from '../../src/app.ts';
import { startEmbedded, type Embedded } from '../../evaluation/index.ts';
import { openPool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { afterFile } from '../support/after-file.ts';
import { castPassword } from '../support/cast.ts';
import { clusterDirectory, serverSettings, template } from '../support/database-server.ts';
import { draftOf } from '../support/entry.ts';
import { Browser, noWaiting } from '../support/portal.ts';

let dataDir: string;
let server: Embedded;
let url: string;
let browser: Browser;
let uncaught = 0;

beforeAll(async () => {
  dataDir = await clusterDirectory();
  afterFile(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  await begin();
  const portal = await openedAtLast({
    appUrl: server.urlsOf(template).appUrl,
    config: {
      mode: 'server',
      production: false,
      host: '127.0.0.1',
      port: 8443,
      dataDir,
      tls: { kind: 'proxy' },
      sessionSecret: randomBytes(32).toString('hex'),
      masterKey: randomBytes(32),
      baseUrl: 'https://cen.test',
      fileStore: join(dataDir, 'files'),
      mailFrom: 'no-reply@cen.test',
      logLevel: 'silent',
      trustProxy: ['127.0.0.1'],
      ...noWaiting,
    },
  });
  const http = createServer(portal.handler);
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  browser = new Browser(url);
  await browser.post('/sign-in', { loginId: 'ke.officer', password: castPassword }, '/sign-in');
  process.on('unhandledRejection', () => {
    uncaught += 1;
  });
  afterFile(async () => {
    http.closeAllConnections();
    http.close();
    await portal.close();
  });
});

/** With the limits of production a busy machine may need more than one try. */
async function openedAtLast(options: PortalOptions): Promise<Portal> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await createPortal(options);
    } catch (error) {
      if (tries === 10) throw error;
    }
  }
}

async function begin(): Promise<void> {
  server = await startEmbedded({ dataDir, report: () => undefined, settings: serverSettings });
}

/** Process numbers of the server and of those that serve a connection. */
function processes(): number[] {
  const main = Number(readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const parent = (pid: string): number => {
    try {
      return Number(/\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
    } catch {
      return 0;
    }
  };
  return [
    main,
    ...readdirSync('/proc')
      .filter(name => /^\d+$/.test(name) && parent(name) === main)
      .map(Number),
  ];
}

/** Those that serve the portal: not the server's own helpers, which come and go. */
const serving = (): number[] =>
  processes()
    .slice(1)
    .filter(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('cen_app');
      } catch {
        return false;
      }
    });

/** A helper of the server may have ended since it was listed. */
function signal(name: NodeJS.Signals, pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

async function timed(path: string, from = browser): Promise<{ status: number; text: string; ms: number }> {
  const began = performance.now();
  const { status, text } = await from.get(path);
  return { status, text, ms: performance.now() - began };
}

const unescaped = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#34;', '"').replaceAll('&amp;', '&');

const pages = ['/', '/seizures', '/seizures/new', '/seizures/KE-2026-000001', '/reference', '/seizures/export.csv'];

/** Every page says 503 with the number of the request, within some milliseconds; the process itself is well. */
async function away(most: number): Promise<void> {
  // A probe says the same with and without a session's cookie; who comes to sign in has none.
  const probes = [browser, new Browser(url)].map(from => ['/healthz', '/readyz'].map(path => timed(path, from)));
  const signIn = timed('/sign-in', new Browser(url));
  await Promise.all(pages.map(async path => says503(path, await timed(path), most)));
  says503('/sign-in', await signIn, most);
  for (const [health, ready] of probes) {
    expect(await health).toMatchObject({ status: 200, text: 'ok\n' });
    expect(await ready).toMatchObject({ status: 503, text: 'not ready: database\n' });
    expect((await ready)?.ms).toBeLessThan(most);
  }
}

function says503(path: string, { status, text, ms }: Awaited<ReturnType<typeof timed>>, most: number): void {
  expect([path, status, ms < most || ms]).toEqual([path, 503, true]);
  expect(text).toMatch(/<b>[0-9A-F]{12}<\/b>/);
  expect(text).not.toMatch(/ECONN|ENOENT|postgres|socket|timeout|\.ts:/i);
}

async function well(): Promise<void> {
  expect((await timed('/readyz')).status).toBe(200);
  for (const path of pages.filter(one => !one.includes('KE-')))
    expect([path, (await timed(path)).status]).toEqual([path, 200]);
  expect(uncaught).toBe(0);
}

/** It is asked again within a second or so. */
async function soonWell(): Promise<void> {
  for (let tries = 0; (await timed('/readyz')).status !== 200 && tries < 100; tries += 1)
    await new Promise(resolve => setTimeout(resolve, 50));
  await well();
}

describe('the database', () => {
  test('answers', well);

  test('stopped: 503 at once with a number to quote; back on the next request', async () => {
    await server.stop();
    await away(3000);
    await begin();
    await well();
  });

  test('stopped while a form is sent: all that was typed is on the page, but no password, and is taken when sent again', async () => {
    const page = await browser.get('/seizures/new?form=long');
    const _csrf = await browser.token('/seizures/new?form=long');
    const typed = { form: 'long', action: 'leave', 'facts.nationalRef': 'KE/é <b> & "kept"', _csrf };
    await server.stop();
    const refused = await browser.postRaw(`/seizures/drafts/${draftOf(page)}/page`, typed);
    const signingIn = await browser.postRaw('/sign-in', { loginId: 'ke.officer', password: castPassword });
    const foreign = await browser.postRaw('/seizures/watches', typed, { 'Sec-Fetch-Site': 'none' });
    await begin();
    expect([refused, signingIn, foreign].map(({ status }) => status)).toEqual([503, 503, 503]);
    const [, action = '', kept = ''] =
      /<form id="kept" method="post" action="([^"]+)">(.*?)<\/form>/s.exec(refused.text) ?? [];
    const inputs = kept.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
    const fields = Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, unescaped(value)]));
    expect(fields).toEqual(typed);
    for (const { text } of [signingIn, foreign]) expect(text).not.toContain('<form id="kept"');
    expect((await browser.postRaw(action, fields)).status).toBe(303);
    await well();
  });

  test('stopped while pages come in: each is answered, none is left hanging', async () => {
    const asked = Array.from({ length: 40 }, (_, at) => timed(pages[at % pages.length] ?? '/'));
    await new Promise(resolve => setTimeout(resolve, 30));
    await server.stop();
    const answers = await Promise.all(asked);
    expect(answers.filter(({ status, ms }) => ![200, 404, 503].includes(status) || ms > 8000)).toEqual([]);
    await begin();
    await well();
  });

  test('killed and recovering: 503, then back', async () => {
    const [main = 0] = processes();
    const served = serving();
    expect(served.length).toBeGreaterThan(0);
    // A serving process that is killed makes the server cut every connection and recover.
    signal('SIGKILL', served.slice(-1));
    const answers = await Promise.all(pages.map(path => timed(path)));
    expect(answers.filter(({ status }) => ![200, 404, 503].includes(status))).toEqual([]);
    expect(main).toBe(processes()[0]);
    await soonWell();
  });

  test('a connection cut between two statements of a transaction fails that transaction, not the process', async () => {
    const pool = openPool({ url: server.urlsOf(template).appUrl, max: 2 });
    const outcome = await inTransaction(pool, async client => {
      const {
        rows: [own],
      } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await pool.query('select pg_terminate_backend($1)', [own?.pid]);
      await new Promise(resolve => setTimeout(resolve, 100));
      await client.query('select 1');
    }).catch((error: Error) => error.message);
    expect(outcome).toMatch(/not queryable|terminat/);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  test('frozen: 503 in time, soon at once, and back once it moves', async () => {
    const frozen = processes();
    signal('SIGSTOP', frozen);
    try {
      // Within 3 s, and what a busy machine takes.
      await away(4500);
      // Nobody waits any more for a server that is known to say nothing.
      expect((await timed('/seizures')).ms).toBeLessThan(1000);
    } finally {
      signal('SIGCONT', frozen);
    }
    await soonWell();
  });

  test('signing in works again after all of that, and what was kept is there', async () => {
    const again = new Browser(url);
    expect((await again.post('/sign-in', { loginId: 'ke.ncp', password: castPassword }, '/sign-in')).status).toBe(303);
    expect((await browser.get('/')).text).toContain('ke.officer');
  });
});
