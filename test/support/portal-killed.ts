import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownDatabase, type TestDatabase } from './database.ts';
import { castPassword } from './cast.ts';
import { Browser, keysDirectory } from './portal.ts';

const script = fileURLToPath(new URL('portal-child.ts', import.meta.url));

export interface RunningPortal {
  readonly url: string;
  /** What it logged as an error, a line each. */
  readonly faults: readonly string[];
  signIn(loginId: string): Promise<Browser>;
  /** As the kernel does it when memory is short: nothing is told, nothing is put away. */
  kill(): Promise<void>;
}

export interface Ground {
  readonly database: TestDatabase;
  readonly fileStore: string;
  readonly cencommKeys: string;
  /** A portal as a process of its own, over the same database and files each time. */
  start(): Promise<RunningPortal>;
  /** Ends those that run, and takes away what they kept. */
  close(): Promise<void>;
}

/**
 * What portals that are killed work on. Call in beforeAll; the caller closes it, since nobody else ends a process of
 * its own. What kills a process kills its threads: one of its own for jobs reads all modules a second time, and is for
 * tests of what pages do while a job works.
 */
export async function groundForPortals({
  jobsIn = 'here',
}: {
  readonly jobsIn?: 'here' | 'thread';
} = {}): Promise<Ground> {
  const database = await ownDatabase();
  const fileStore = await mkdtemp(join(tmpdir(), 'cen-files-'));
  const cencommKeys = await keysDirectory();
  const key = randomBytes(32).toString('hex');
  const running: ChildProcess[] = [];
  return {
    database,
    fileStore,
    cencommKeys,
    async close() {
      for (const child of running) child.kill('SIGKILL');
      for (const directory of [fileStore, cencommKeys]) await rm(directory, { recursive: true, force: true });
    },
    async start() {
      const child = spawn(process.execPath, [script, database.appUrl, fileStore, key, cencommKeys, jobsIn], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      running.push(child);
      const faults: string[] = [];
      const port = await new Promise<string>((resolve, reject) => {
        child.stdout.on('data', (chunk: Buffer) => {
          if (process.env.TEST_LOG) process.stderr.write(chunk);
          faults.push(
            ...chunk
              .toString()
              .split('\n')
              .filter(line => line.includes('"level":50')),
          );
          const found = /port (\d+)/.exec(chunk.toString());
          if (found?.[1]) resolve(found[1]);
        });
        child.on('exit', code => reject(new Error(`the portal ended with ${code}`)));
      });
      const url = `http://127.0.0.1:${port}`;
      return { url, faults, signIn: loginId => signIn(url, loginId), kill: () => kill(child) };
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function signIn(url: string, loginId: string): Promise<Browser> {
  const browser = new Browser(url);
  const answer = await browser.post('/sign-in', { loginId, password: castPassword }, '/sign-in');
  if (answer.status !== 303) throw new Error(`${loginId} could not sign in: ${answer.status}`);
  return browser;
}

/** Waits until it holds. Throws after `seconds`. */
export async function until(holds: () => Promise<boolean>, seconds: number): Promise<void> {
  for (let tries = 0; tries < seconds * 50; tries += 1) {
    if (await holds()) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error(`not within ${seconds} s`);
}
