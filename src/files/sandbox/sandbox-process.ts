import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Unavailable } from '../../errors.ts';
import { Refused } from '../kinds/kinds.ts';
import type { Task } from './tasks.ts';

interface BenchOptions {
  readonly script: URL;
  /** Directory whose files may be read, beside our own code. Nothing may be written. */
  readonly directory: string;
  /** Lets it load native code, which Node's permission model does not hold. */
  readonly native: boolean;
  readonly limits: BenchLimits;
}

/**
 * `seconds` for one task, `megabytes` of memory of the whole process, `heap` megabytes of scripts, `idleSeconds`
 * until it goes.
 */
export interface BenchLimits {
  readonly seconds: number;
  readonly megabytes: number;
  readonly heap: number;
  readonly idleSeconds: number;
}

/** One process of low rights that does one task at a time: a file that breaks it, or fills it, breaks nothing else. */
export interface SandboxProcess {
  /**
   * The raw answer. Throws Refused `tooHard` where the task breaks a limit or the process, Unavailable where the
   * process cannot start (a machine under load: trying again helps), an Error where it is closed.
   */
  run(task: Task): Promise<unknown>;
  close(): Promise<void>;
}

/** The process went away over its task. */
class Ended extends Error {}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const startSeconds = 20;
/** Milliseconds between two looks at the memory. */
const look = 100;

export function openSandboxProcess(options: BenchOptions): SandboxProcess {
  let child: ChildProcess | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  let closed = false;

  /** Takes the process away; the next task begins another, even before this one is quite gone. */
  async function leave(): Promise<void> {
    const leaving = child;
    child = undefined;
    if (leaving) await end(leaving);
  }

  async function attempt(task: Task): Promise<unknown> {
    if (closed) throw new Error('the sandbox is closed');
    child = child?.connected ? child : await begin(options);
    try {
      return await answerOf(child, task, options.limits);
    } catch (error) {
      await leave();
      // Closed under its hands it is no fault of the file.
      throw closed ? new Error('the sandbox was closed', { cause: error }) : error;
    }
  }

  async function work(task: Task): Promise<unknown> {
    clearTimeout(idle);
    try {
      // What ended once may have been ended by somebody else; what ends a second time was the file's doing.
      return await attempt(task).catch((error: unknown) =>
        error instanceof Ended ? attempt(task) : Promise.reject(error),
      );
    } catch (error) {
      throw error instanceof Ended ? new Refused('tooHard') : error;
    } finally {
      idle = setTimeout(() => void leave(), options.limits.idleSeconds * 1000).unref();
    }
  }

  return {
    run(task) {
      const result = last.then(() => work(task));
      last = result.catch(() => undefined);
      return result;
    },
    async close() {
      closed = true;
      await leave();
      await last;
      clearTimeout(idle);
      await leave();
    },
  };
}

/**
 * Starts the process: an empty environment, no key, no file but our code and one directory. Node 24 cannot bar it from
 * the network.
 */
async function begin({ script, directory, native, limits }: BenchOptions): Promise<ChildProcess> {
  const reads = [`${root}node_modules/*`, `${root}src/*`, `${root}package.json`, `${directory}/*`];
  const child = fork(fileURLToPath(script), [], {
    env: {},
    cwd: directory,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [
      '--permission',
      ...reads.map(path => `--allow-fs-read=${path}`),
      ...(native ? ['--allow-addons'] : []),
      `--max-old-space-size=${limits.heap}`,
      '--expose-gc',
      '--disable-proto=throw',
      '--no-warnings',
    ],
  });
  child.unref();
  // Who waits for it hears it as well.
  child.on('error', () => undefined);
  const over = new AbortController();
  try {
    await Promise.race([
      once(child, 'message', { signal: over.signal }),
      once(child, 'exit', { signal: over.signal }).then(([code]) => {
        throw new Unavailable(`the sandbox ended at its start with ${String(code)}`);
      }),
      sleep(startSeconds * 1000, undefined, { signal: over.signal }).then(() => {
        throw new Unavailable('the sandbox does not start');
      }),
    ]);
    child.channel?.unref();
    return child;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    over.abort();
  }
}

async function answerOf(child: ChildProcess, task: Task, limits: BenchLimits): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  const tooHard = (): never => {
    throw new Refused('tooHard');
  };
  child.channel?.ref();
  try {
    const answer = once(child, 'message', { signal }).then(([message]) => message as unknown);
    child.send(task);
    return await Promise.race([
      answer,
      once(child, 'exit', { signal }).then(() => {
        throw new Ended();
      }),
      sleep(limits.seconds * 1000, undefined, { signal }).then(tooHard),
      overflow(child, limits.megabytes, signal).then(tooHard),
    ]);
  } finally {
    over.abort();
    child.channel?.unref();
  }
}

/**
 * Resolves when the process holds more memory than it may. Linux tells; elsewhere the heap's own limit stands alone.
 */
async function overflow({ pid }: ChildProcess, megabytes: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(look, undefined, { signal });
    const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
    if (Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) > megabytes * 1024) return;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
