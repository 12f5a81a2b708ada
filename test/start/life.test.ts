import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { joinEmbedded } from '../../evaluation/index.ts';
import { ask, cleanUp, freshDir, refusal, runPortal, serversIn, stopAll } from './portal-process.ts';

const silent = () => undefined;
let dataDir: string;

beforeAll(async () => {
  dataDir = join(await freshDir(), 'data');
});
afterEach(stopAll);
afterAll(cleanUp);

function kill(pid: number | undefined): void {
  if (pid === undefined) throw new Error('no server runs');
  process.kill(pid, 'SIGKILL');
}

/** Runs one statement as the owner, on the running server. */
async function query(text: string): Promise<unknown[]> {
  const database = await joinEmbedded({ dataDir, report: silent });
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
    await database.stop();
  }
}

describe('a portal in evaluation mode', { timeout: 30_000 }, () => {
  it('starts on an empty directory, says where it is, and ends a running request before it stops', async () => {
    const portal = await runPortal({ dataDir });
    const seconds = await portal.ready;
    console.info(`first start ${seconds.toFixed(1)} s`);
    expect(portal.output()).toMatch(/Creating the database\n(.*\n)*.*Ready after .* at https:\/\/localhost:\d+\n/);
    expect(portal.output()).toMatch(/Logins: +someone\n +Password: [a-z2-9]{4}(-[a-z2-9]{4}){3}\n/);
    await query('create table kept as select 42 as answer');
    const slow = ask(portal.port, '/slow');
    await expect(ask(portal.port)).resolves.toBe('hello');
    portal.child.kill('SIGTERM');
    await expect(slow).resolves.toBe('hello');
    expect(await portal.ended).toEqual({ code: 0, signal: null });
    expect(await serversIn(dataDir)).toEqual([]);
  });

  it('keeps data, password and certificate at a second start, and leaves on SIGINT, even twice', async () => {
    const portal = await runPortal({ dataDir });
    const seconds = await portal.ready;
    console.info(`second start ${seconds.toFixed(1)} s`);
    expect(portal.output()).not.toContain('Creating the database');
    expect(await query('select answer from kept')).toEqual([{ answer: 42 }]);
    portal.child.kill('SIGINT');
    portal.child.kill('SIGINT');
    expect((await portal.ended).code).toBe(0);
    expect(await serversIn(dataDir)).toEqual([]);
  });

  it('recovers after kill -9 while the old server still lives', async () => {
    const first = await runPortal({ dataDir });
    await first.ready;
    await query('update kept set answer = 43');
    const [old] = await serversIn(dataDir);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await serversIn(dataDir)).toEqual([old]);
    const second = await runPortal({ dataDir });
    await second.ready;
    const servers = await serversIn(dataDir);
    expect(servers).toHaveLength(1);
    expect(servers).not.toContain(old);
    expect(await query('select answer from kept')).toEqual([{ answer: 43 }]);
    await expect(ask(second.port)).resolves.toBe('hello');
    second.child.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
  });

  it('recovers after the whole machine went down', async () => {
    const first = await runPortal({ dataDir });
    await first.ready;
    const [old] = await serversIn(dataDir);
    first.child.kill('SIGKILL');
    kill(old);
    await first.ended;
    const second = await runPortal({ dataDir });
    await second.ready;
    second.child.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
  });

  it('refuses a second start on the same data in one sentence', async () => {
    const first = await runPortal({ dataDir });
    await first.ready;
    const second = await refusal({ dataDir });
    expect(second).toEqual({
      code: 1,
      lines: [`The portal is already running on ${dataDir} (process ${first.child.pid}).`],
    });
    await expect(ask(first.port)).resolves.toBe('hello');
    first.child.kill('SIGTERM');
    await first.ended;
  });

  it('lets one of two starts at the same moment win', async () => {
    const both = await Promise.all([runPortal({ dataDir }), runPortal({ dataDir })]);
    const outcomes = await Promise.allSettled(both.map(portal => portal.ready));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const loser = both[outcomes.findIndex(({ status }) => status === 'rejected')];
    expect(loser?.output()).toMatch(/^The portal is already running on \S+ \(process \d+\)\.\n$/);
    expect((await loser?.ended)?.code).toBe(1);
    for (const { child, ended } of both) {
      child.kill('SIGTERM');
      await ended;
    }
  });

  it('says so and ends when its server dies', async () => {
    const portal = await runPortal({ dataDir });
    await portal.ready;
    const [server] = await serversIn(dataDir);
    kill(server);
    expect((await portal.ended).code).toBe(1);
    expect(portal.output()).toMatch(/PostgreSQL ended unexpectedly; its log is \S+\.\n$/);
  });

  it('stops cleanly when the signal comes in the midst of the first start', async () => {
    const other = join(await freshDir(), 'data');
    const portal = await runPortal({ dataDir: other });
    while (!portal.output().includes('Creating the database')) await new Promise(resolve => setTimeout(resolve, 5));
    portal.child.kill('SIGTERM');
    expect((await portal.ended).code).toBe(0);
    expect(portal.output()).not.toContain('Ready');
    expect(await serversIn(other)).toEqual([]);
    const again = await runPortal({ dataDir: other });
    await again.ready;
  });

  it('keeps secrets readable by their owner only', () => {
    for (const name of [
      'session.secret',
      'master.key',
      'demo.password',
      'database.passwords',
      'tls/key.pem',
      'tls/cert.pem',
    ]) {
      expect([name, statSync(join(dataDir, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    expect(existsSync(join(dataDir, 'postgres', 'password'))).toBe(false);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o077).toBe(0);
  });
});
