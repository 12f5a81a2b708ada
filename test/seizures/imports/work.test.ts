import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { castPassword } from '../../support/global-setup.ts';
import { Browser } from '../../support/portal.ts';
import { csvText, facts, table } from './generate.ts';
import { idOf, open, plain, send, settled, upload } from './officer.ts';
import type { Page } from './officer.ts';

const script = fileURLToPath(new URL('portal-child.ts', import.meta.url));
const rows = 20_000;
let database: TestDatabase;
let fileStore: string;
const key = randomBytes(32).toString('hex');
const running: ChildProcess[] = [];

interface Running { readonly child: ChildProcess; readonly url: string }

/** Starts a portal of its own over the same database and files. */
async function start(): Promise<Running> {
  const child = spawn(process.execPath, [script, database.appUrl, fileStore, key], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => { const found = /port (\d+)/.exec(chunk.toString()); if (found?.[1]) resolve(found[1]); });
    child.on('exit', (code) => reject(new Error(`the portal ended with ${code}`)));
  });
  return { child, url: `http://127.0.0.1:${port}` };
}

async function kill({ child }: Running): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function signIn(url: string): Promise<Browser> {
  const browser = new Browser(url);
  const answer = await browser.post('/sign-in', { loginId: 'wco.admin', password: castPassword }, '/sign-in');
  expect(answer.status).toBe(303);
  return browser;
}

beforeAll(async () => {
  database = await ownDatabase();
  fileStore = await mkdtemp(join(tmpdir(), 'cen-files-'));
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(fileStore, { recursive: true, force: true });
});

async function counts(importId: number): Promise<{ rows: number; committed: number; seizures: number; distinct: number; refs: number }> {
  const { rows: [found] } = await database.pool.query(
    `select (select count(*)::int from import_rows where import_id = $1) as rows, (select count(*)::int from import_rows where import_id = $1 and state = 'committed') as committed,
       count(*)::int as seizures, count(distinct import_row)::int as distinct, count(distinct ref)::int as refs from seizures where import_id = $1`, [importId]);
  return found;
}

async function until(holds: () => Promise<boolean>, seconds: number): Promise<void> {
  for (let tries = 0; tries < seconds * 50; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not within ${seconds} s`);
}

describe('a portal that is killed while it works', () => {
  let portal: Running;
  let browser: Browser;
  let page: Page;
  let id: number;

  test('checks from where it was', async () => {
    portal = await start();
    browser = await signIn(portal.url);
    const list = facts(rows, 7).map((fact, at) => ({ ...fact, ref: `KIL-${at}` }));
    page = await upload(browser, 'many.csv', csvText(table(list)));
    id = idOf(page);
    page = await send(browser, page, 'read', {}, 'right');
    // Every word of the file is known, so that the check follows the reading by itself.
    await send(browser, page, 'columns');
    await until(async () => (await counts(id)).rows >= 5000, 60);
    await kill(portal);
    const before = await counts(id);
    portal = await start();
    browser = await signIn(portal.url);
    page = await settled(browser, id, 120);
    expect(page.path).toBe(`/seizures/imports/${id}/check`);
    expect(before.rows).toBeLessThan(rows);
    expect((await counts(id)).rows).toBe(rows);
  }, 200_000);

  test('saves every row once, whenever it is killed', async () => {
    const { rows: [found] } = await database.pool.query(`select count(*)::int as n from import_rows where import_id = $1 and state = 'ready'`, [id]);
    const ready: number = found.n;
    expect(ready).toBeGreaterThan(10_000);
    await send(browser, page, 'commit');
    for (const least of [1000, 5000]) {
      await until(async () => (await counts(id)).seizures >= least, 90);
      await kill(portal);
      expect((await counts(id)).seizures).toBeLessThan(ready);
      portal = await start();
      browser = await signIn(portal.url);
    }
    page = await settled(browser, id, 150);
    expect(page.path).toBe(`/seizures/imports/${id}/result`);
    const after = await counts(id);
    expect(after).toEqual({ rows, committed: ready, seizures: ready, distinct: ready, refs: ready });
  }, 300_000);
});

describe('an officer who stops the saving', () => {
  test('keeps what is in, and goes on later', async () => {
    const portal = await start();
    const browser = await signIn(portal.url);
    let page = await upload(browser, 'again.csv', csvText(table(facts(20_000, 11).map((fact, at) => ({ ...fact, ref: `STP-${at}` })))));
    const id = idOf(page);
    page = await settled(browser, id);
    expect(page.path).toBe(`/seizures/imports/${id}/check`);
    const { rows: [ready] } = await database.pool.query(`select count(*)::int as n from import_rows where import_id = $1 and state = 'ready'`, [id]);
    page = await send(browser, page, 'commit');
    await until(async () => (await counts(id)).seizures >= 1000, 60);
    page = await open(browser, `/seizures/imports/${id}/result`);
    page = await send(browser, page, 'stop');
    expect(page.path).toBe(`/seizures/imports/${id}/check`);
    const stopped = await counts(id);
    expect(stopped.seizures).toBeGreaterThanOrEqual(1000);
    expect(stopped.seizures).toBeLessThan(ready.n);
    expect(plain(page)).toContain('Some rows are saved; these are not.');
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect((await counts(id)).seizures).toBe(stopped.seizures);
    await send(browser, await open(browser, `/seizures/imports/${id}/check`), 'commit');
    await settled(browser, id, 90);
    const after = await counts(id);
    expect(after.distinct).toBe(after.committed);
    expect(after.committed).toBeGreaterThan(stopped.seizures);
  }, 200_000);
});
