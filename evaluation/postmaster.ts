import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError, codeOf } from '../src/start-error.ts';
import { identity, type Account } from './account.ts';
import { makeSocketDir, type Home } from './home.ts';

interface Postmaster {
  /** Resolves with a sentence when the server ends without being asked to. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

const defaults: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: '5432',
  shared_buffers: '256MB',
  max_connections: '60',
  random_page_cost: '1.1',
  jit: 'off',
  wal_compression: 'on',
  // A large file changes more than the usual 1 GB: each checkpoint within it writes the same pages whole once more.
  max_wal_size: '2GB',
  lc_messages: 'C',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

interface Launch {
  readonly native: string;
  readonly home: Home;
  readonly account: Account | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Starts the server and waits until it takes connections. It listens on a socket in a private directory only. */
export async function launch(options: Launch): Promise<Postmaster> {
  await stopOrphan(options.home);
  await makeSocketDir(options.home, options.account);
  const child = spawnServer(options);
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let asked = false;
  const stop = async () => {
    asked = true;
    await stopProcess(child, ended);
    await rm(options.home.sockets, { recursive: true, force: true });
  };
  try {
    await untilReady(options, child);
  } catch (error) {
    await stop();
    throw error;
  }
  const lost = ended.then(() =>
    asked ? new Promise<string>(() => undefined) : `PostgreSQL ended unexpectedly; its log is ${options.home.log}.`,
  );
  return { lost, stop };
}

function spawnServer({ native, home, account, settings }: Launch): ChildProcess {
  if (existsSync(home.log)) renameSync(home.log, `${home.log}.1`);
  const log = openSync(home.log, 'a', 0o600);
  const all: Record<string, string> = { ...defaults, unix_socket_directories: home.sockets, ...settings };
  try {
    return spawn(
      join(native, 'bin', 'postgres'),
      ['-D', home.data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        // In a session of its own: Ctrl-C at the terminal reaches the portal alone, which stops the server last.
        ...identity(account),
        cwd: home.dir,
        detached: true,
        stdio: ['ignore', log, log],
      },
    );
  } finally {
    closeSync(log);
  }
}

/** Waits without limit while the server lives: recovery after a crash takes what it takes. */
async function untilReady({ home, signal }: Launch, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    signal?.throwIfAborted();
    const lines = readPidFile(home);
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return;
    await sleep(20);
  }
  throw notStarted(home);
}

function notStarted(home: Home): StartError {
  const log = readFileSync(home.log, 'utf8');
  if (/No space left on device|quota exceeded/i.test(log))
    return new StartError(`The disk of ${home.dir} is full: PostgreSQL cannot start.`);
  const reason = /(?:FATAL|PANIC): +(.*)/.exec(log)?.[1] ?? 'it gave no reason';
  return new StartError(`PostgreSQL did not start (${reason}); its log is ${home.log}.`);
}

/** Fast shutdown; if that takes more than 10 s, an immediate one, from which the next start recovers. */
async function stopProcess(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), 10_000);
  await ended;
  clearTimeout(timer);
}

/** Stops the server a killed portal left behind; its clients are gone with it. */
async function stopOrphan(home: Home): Promise<void> {
  const lines = readPidFile(home);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return;
  if (!isServerOf(pid, home)) return disown(home, lines);
  for (const [signal, seconds] of [
    ['SIGINT', 15],
    ['SIGQUIT', 10],
  ] as const) {
    send(pid, signal);
    for (let waited = 0; waited < seconds * 50; waited += 1) {
      if (!isAlive(pid)) return;
      await sleep(20);
    }
  }
  throw new StartError(`An earlier PostgreSQL (process ${pid}) still uses ${home.data} and does not stop.`);
}

/**
 * The process number was given to another program meanwhile. PostgreSQL would refuse to start because of it; our own
 * number it ignores, and it still looks at the shared memory named in the file.
 */
function disown(home: Home, lines: readonly string[]): void {
  writeFileSync(join(home.data, 'postmaster.pid'), [String(process.pid), ...lines.slice(1)].join('\n'));
}

function isServerOf(pid: number, home: Home): boolean {
  if (process.platform !== 'linux') return true;
  try {
    const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return /(^|\/)postgres$/.test(program) && args.includes(home.data);
  } catch {
    return false;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) === 'EPERM')
      throw new StartError(
        `An earlier PostgreSQL (process ${pid}) belongs to another user: stop it, or start the portal as the ` +
          'user who first started it.',
      );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function readPidFile(home: Home): string[] {
  try {
    return readFileSync(join(home.data, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
