import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { queryRow, sql } from '../../src/db/sql.ts';
import { compiled } from '../support/compiled.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { watchedFigures } from '../support/engines.ts';
import { until } from '../support/portal-killed.ts';
import { groundOf } from '../support/seizures.ts';

const command = fileURLToPath(new URL('../../src/cli/figures-engine.ts', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'cen-engine-'));
const socket = join(directory, 'figures');
const running: ChildProcess[] = [];
let database: TestDatabase;
beforeAll(async () => {
  database = await ownDatabase();
  await (await groundOf(database)).put([sampleRecord('DRUG')]);
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

function start(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [command], {
    env: {
      ...compiled,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.appUrl,
      FIGURES_ENGINE: socket,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.push(child);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, said }));
  return { child, ended };
}
/** Whether the engine, and not PostgreSQL, counts. */
async function counts(): Promise<boolean> {
  const { figures, asked } = watchedFigures(database.pool, socket);
  const row = await queryRow<{ n: number }>(figures, sql`select count(*)::int as n from seizures s`);
  figures.close();
  return row?.n === 1 && asked() === 0;
}

test('npm run figures-engine counts on its socket alone, and ends and begins as it is told', async () => {
  const first = start();
  await until(counts, 60);
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  expect(statSync(`${socket}.exchange`).mode & 0o777).toBe(0o700);
  // A second one on the same socket is refused, and does the first no harm.
  expect(await start().ended).toEqual({ code: 1, said: expect.stringContaining('another engine answers') });
  expect(await counts()).toBe(true);
  // What one that was killed left behind is no hindrance.
  first.child.kill('SIGKILL');
  await first.ended;
  expect([existsSync(socket), await counts()]).toEqual([true, false]);
  const second = start();
  await until(counts, 60);
  second.child.kill('SIGTERM');
  expect(await second.ended).toEqual({ code: 0, said: '' });
  expect([existsSync(socket), existsSync(`${socket}.exchange`)]).toEqual([false, false]);
  // Its connection is cut: it does not go on with another.
  const third = start();
  await until(counts, 60);
  await database.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'cen_app'`,
  );
  expect(await third.ended).toEqual({ code: 1, said: expect.stringContaining('connection') });
}, 180_000);

test.each([
  ['FIGURES_ENGINE', { FIGURES_ENGINE: '' }],
  ['FIGURES_ENGINE', { FIGURES_ENGINE: 'off' }],
  ['FIGURES_ENGINE', { FIGURES_ENGINE: 'figures' }],
])('npm run figures-engine without a socket names %s: %j', async (name, env) => {
  expect(await start(env).ended).toEqual({ code: 1, said: expect.stringMatching(new RegExp(`^${name} must be`)) });
});
