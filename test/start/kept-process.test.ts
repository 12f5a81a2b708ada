import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { NeverReady, keepProcess, type KeptProcess } from '../../src/cli/kept-process.ts';
import { letBegin } from '../../src/supervised.ts';

const script = fileURLToPath(new URL('kept-child.ts', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'cen-kept-'));
const started: ChildProcess[] = [];
const times = { pause: 10, longestPause: 50, well: 60_000, silence: 1500, start: 60_000, patience: 3000 };
const soon = { timeout: 60_000, interval: 20 };
let ready = 0;
const told: unknown[] = [];
const log = {
  warn: (what: unknown) => void told.push(what),
  info: () => {
    ready += 1;
  },
};
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

/** A kept process and those that lived in its place, the youngest last. */
function keep(behave = 'well', when = Promise.resolve()): { kept: KeptProcess; lives: ChildProcess[] } {
  const lives: ChildProcess[] = [];
  const kept = keepProcess(
    behave,
    () => {
      const child = fork(script, { env: { PATH: '/usr/bin', BEHAVE: behave, MARK: join(directory, behave) } });
      started.push(child);
      lives.push(child);
      letBegin(child, when);
      return child;
    },
    log,
    times,
  );
  return { kept, lives };
}
const isAlive = (child: ChildProcess | undefined): boolean => child?.exitCode === null && child.signalCode === null;

test('a process that is killed is started again, and one that stands still is killed and started again', async () => {
  const { kept, lives } = keep();
  await kept.ready;
  lives[0]?.kill('SIGKILL');
  await expect.poll(() => lives.length, soon).toBe(2);
  await expect.poll(() => ready, soon).toBe(2);
  expect(told).toContainEqual({ kept: 'well', code: null, signal: 'SIGKILL', pause: 10 });
  lives[1]?.kill('SIGSTOP');
  await expect.poll(() => lives.length, soon).toBe(3);
  expect(lives[1]?.signalCode).toBe('SIGKILL');
  await kept.stop();
  expect(lives.map(isAlive)).toEqual([false, false, false]);
  expect(lives).toHaveLength(3);
});

test('another takes its place before it ends', async () => {
  const { kept, lives } = keep();
  await kept.ready;
  await kept.replace();
  expect(lives.map(isAlive)).toEqual([false, true]);
  expect(lives[0]?.exitCode).toBe(0);
  // What took its place is kept as well.
  lives[1]?.kill('SIGKILL');
  await expect.poll(() => lives.length, soon).toBe(3);
  await kept.stop();
});

test('one that cannot start is given up, one that waits for the database is started again', async () => {
  const hopeless = keep('refuse');
  await expect(hopeless.kept.ready).rejects.toThrow(NeverReady);
  expect(hopeless.lives).toHaveLength(1);
  const patient = keep('wait');
  await patient.kept.ready;
  expect(patient.lives).toHaveLength(2);
  await patient.kept.stop();
});

test('one that has loaded what it runs begins when it may, and is stopped before that as well', async () => {
  const { promise: first, resolve: firstIsReady } = Promise.withResolvers<void>();
  const { kept, lives } = keep('load', first);
  const began = kept.ready.then(() => 'began');
  const loaded = new Promise(resolve => lives[0]?.once('message', resolve));
  expect(await loaded).toBe('loaded');
  const early = new Promise(resolve => setTimeout(resolve, 200, 'waits'));
  expect(await Promise.race([began, early])).toBe('waits');
  firstIsReady();
  expect(await began).toBe('began');
  // One that takes its place later has not to wait.
  lives[0]?.kill('SIGKILL');
  await expect.poll(() => lives.length, soon).toBe(2);
  await kept.stop();
  const stopped = keep('load', new Promise<void>(() => undefined));
  await new Promise(resolve => stopped.lives[0]?.once('message', resolve));
  await stopped.kept.stop();
  expect(stopped.lives[0]?.exitCode).toBe(0);
});

test('one that does not stop when it is told to is killed', async () => {
  const { kept, lives } = keep('stay');
  await kept.ready;
  await kept.stop();
  expect(lives[0]?.signalCode).toBe('SIGKILL');
});

test('what cannot be started for want of room is started when there is some', async () => {
  let turns = 0;
  const kept = keepProcess(
    'room',
    () => {
      turns += 1;
      // As `fork` tells that there is no memory, and then that there may be no more processes.
      if (turns === 1) throw new Error('spawn ENOMEM');
      const child = fork(script, { env: { PATH: '/usr/bin' }, ...(turns === 2 ? { execPath: '/nowhere/node' } : {}) });
      started.push(child);
      return child;
    },
    log,
    times,
  );
  await kept.ready;
  expect(turns).toBe(3);
  await kept.stop();
});
