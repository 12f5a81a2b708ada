import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Browser } from '../support/portal.ts';
import { groundForPortals, until, type Ground, type RunningPortal } from '../support/portal-killed.ts';

const desk = '/analysis/report/2024/desk';
let ground: Ground;
let portal: RunningPortal;
let admin: Browser;

beforeAll(async () => {
  ground = await groundForPortals();
  await start();
});
afterAll(() => ground.close());

async function start(): Promise<void> {
  portal = await ground.start();
  admin = await portal.signIn('wco.admin');
}

async function rows<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
  return (await ground.database.pool.query<R>(text, [...values])).rows;
}

/** How often the trail says so. */
const noted = async (action: string): Promise<number> =>
  (await rows('select 1 from audit_events where action = $1', [action])).length;

/** Holds what a statement locks. Answers how it goes on. */
async function hold(statement: string, values: readonly unknown[] = []): Promise<() => Promise<void>> {
  const client = await ground.database.owner.connect();
  let isHeld = true;
  const goOn = async () => {
    if (!isHeld) return;
    isHeld = false;
    await client.query('commit');
    client.release();
  };
  onTestFinished(goOn);
  await client.query('begin');
  await client.query(statement, [...values]);
  return goOn;
}

/** Files that the store keeps. */
async function stored(): Promise<string[]> {
  const all = await readdir(ground.fileStore, { recursive: true, withFileTypes: true });
  return all.filter(one => one.isFile() && /^[0-9a-f-]{36}$/.test(one.name)).map(({ name }) => name);
}

describe('a portal that is killed', () => {
  test('while it counts freezes the figures once, after the next start', async () => {
    const goOn = await hold('lock table goods_lines in access exclusive mode');
    await admin.post(
      '/analysis/report/new',
      { from: '2024-01-01', to: '2024-12-31', area: '' },
      '/analysis/report/new',
    );
    const count = async () =>
      (await rows<{ state: string; attempts: number }>('select state, attempts from analysis_report_counts'))[0];
    await until(async () => (await count())?.state === 'running', 30);
    await portal.kill();
    expect(await count()).toEqual({ state: 'running', attempts: 1 });
    await goOn();
    await start();
    await until(async () => (await count())?.state === 'done', 60);
    expect(await count()).toEqual({ state: 'done', attempts: 2 });
    expect(await noted('report.frozen')).toBe(1);
    expect(await rows('select version from analysis_reports where frozen_at is not null')).toEqual([{ version: 2 }]);
  }, 120_000);

  test('between keeping a PDF and writing that down makes it once, and leaves no other file', async () => {
    const letCounts = await hold('lock table analysis_report_counts in access exclusive mode');
    await admin.post(`${desk}/files`, { lang: 'en' }, '/analysis/report/new');
    const file = async () =>
      (
        await rows<{ id: string; state: string; attempts: number }>(
          'select id, state, attempts from analysis_report_files',
        )
      )[0];
    await until(async () => (await file())?.state === 'making', 30);
    // What the maker writes of itself waits from here on.
    const letFile = await hold('select 1 from analysis_report_files for update');
    const before = new Set(await stored());
    await letCounts();
    const made = async (): Promise<string[]> => (await stored()).filter(name => !before.has(name));
    await until(async () => (await made()).length > 0, 60);
    await portal.kill();
    const [left] = await made();
    expect(await file()).toMatchObject({ state: 'making', attempts: 1 });
    await letFile();
    await start();
    await until(async () => (await file())?.state === 'made', 60);
    expect(await file()).toMatchObject({ state: 'made', attempts: 2 });
    expect(await made()).toEqual([left]);
    expect(await noted('report.fileMade')).toBe(1);
    const answer = await fetch(`${portal.url}/analysis/report/files/${(await file())?.id}`, {
      headers: admin.headers(),
    });
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(portal.faults).toEqual([]);
  }, 120_000);
});
