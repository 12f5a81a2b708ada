import type { Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { databaseIsAway, type Said } from '../supervised.ts';

type ChildProcess = Worker['process'];

/** Milliseconds. */
export interface Times {
  /** Before a process that ended is started again: the first time, and at most. */
  readonly pause: number;
  readonly longestPause: number;
  /** One that lived so long has done well: the next pause is the first again. */
  readonly well: number;
  /** A process says that it lives every two seconds; one that is silent for so long is ended. */
  readonly silence: number;
  /** While it starts it says nothing: so long at most. */
  readonly start: number;
  /** What it has to end what runs in it. */
  readonly patience: number;
}
export const usualTimes: Times = {
  pause: 200,
  longestPause: 10_000,
  well: 30_000,
  silence: 20_000,
  start: 120_000,
  patience: 75_000,
};

export interface KeptProcess {
  /** Resolves when it is ready for the first time. Rejects with the exit code where it never will be. */
  readonly ready: Promise<void>;
  /** Starts another in its place and, once that is ready, lets this one end what runs in it. */
  replace(): Promise<void>;
  stop(): Promise<void>;
}

/** A process of the portal could not start; it said why. */
export class NeverReady extends Error {}

interface Life {
  readonly child: ChildProcess | undefined;
  readonly ready: Promise<void>;
  readonly ended: Promise<number | null>;
  isOver: boolean;
}

/**
 * Keeps a process running: one that ends is started again, one that is silent is killed. One that ends with a code of
 * its own before it was ever ready is given up, unless it only waits for the database.
 */
export function keepProcess(
  name: string,
  begin: () => ChildProcess,
  log: Pick<Logger, 'warn' | 'info'>,
  times: Times = usualTimes,
): KeptProcess {
  const { promise: ready, resolve: isReady, reject: isHopeless } = Promise.withResolvers<void>();
  ready.catch(() => undefined);
  let isStopping = false;
  let wasReady = false;
  let current: Life | undefined;
  /** Ended because another took its place. */
  const replaced = new Set<Life>();
  const liveOnce = (): Life => {
    const life = tryToLive(name, begin, log, times);
    life.ready.then(
      () => {
        wasReady = true;
        isReady();
      },
      () => undefined,
    );
    return life;
  };
  const stopped = keep();

  async function keep(): Promise<void> {
    for (let pause = times.pause; !isStopping; pause = Math.min(pause * 2, times.longestPause)) {
      const began = performance.now();
      const life = liveOnce();
      current = life;
      const code = await untilOver(life);
      if (isStopping) return;
      if (!wasReady && code !== databaseIsAway && code !== null) return isHopeless(new NeverReady(`${name}: ${code}`));
      if (performance.now() - began > times.well) ({ pause } = times);
      // SIGKILL of nobody is the kernel's, for want of memory.
      const signal = current.child?.signalCode ?? undefined;
      log.warn({ kept: name, code, signal, pause }, 'a process ended and is started again');
      await sleep(pause);
    }
  }

  /** Follows the process, and those that take its place, to the end of the last. */
  async function untilOver(first: Life): Promise<number | null> {
    for (let life = first; ; life = current ?? life) {
      const code = await life.ended;
      if (!replaced.has(life)) return code;
    }
  }

  return {
    ready,
    async replace() {
      const old = current;
      if (!old || isStopping) return;
      const next = liveOnce();
      try {
        await next.ready;
      } catch {
        log.warn({ kept: name }, 'no other could take its place: it stays');
        return;
      }
      // It ended by itself meanwhile and is started again anyhow.
      if (old.isOver) return end(next, times.patience);
      replaced.add(old);
      current = next;
      await end(old, times.patience);
    },
    async stop() {
      isStopping = true;
      if (current) await end(current, times.patience);
      await stopped;
    },
  };
}

/** One that the machine has no room for at the moment is over before it begins. */
function tryToLive(name: string, begin: () => ChildProcess, log: Pick<Logger, 'warn' | 'info'>, times: Times): Life {
  try {
    return live(name, begin(), log, times);
  } catch (error) {
    log.warn({ kept: name, err: error }, 'a process could not be started');
    const ready = Promise.reject<void>(new Error(`${name} did not begin`));
    return { child: undefined, ready, ended: Promise.resolve(null), isOver: true };
  }
}

function live(name: string, child: ChildProcess, log: Pick<Logger, 'warn' | 'info'>, times: Times): Life {
  const watch = silenceOf(child, times, () => log.warn({ kept: name }, 'a silent process is ended'));
  const ended = new Promise<number | null>(resolve => {
    child.once('exit', resolve);
    // One that could not be started never ends; what cannot be sent to one that ends is no matter.
    child.on('error', () => child.pid === undefined && resolve(null));
  }).then(code => {
    clearInterval(watch);
    life.isOver = true;
    return code;
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (told: Said) => {
      if (told !== 'ready') return;
      log.info({ kept: name, keptPid: child.pid }, 'ready');
      resolve();
    });
    void ended.then(() => reject(new Error(`${name} ended before it was ready`)));
  });
  const life: Life = { child, ready, ended, isOver: false };
  return life;
}

/** Ends a process that does not say that it lives; the time this process itself stood still is not counted. */
function silenceOf(child: ChildProcess, { silence, start }: Times, onSilence: () => void): NodeJS.Timeout {
  const step = silence / 10;
  let quiet = 0;
  let most = start;
  child.on('message', told => {
    quiet = 0;
    if (told === 'ready') most = silence;
  });
  return setInterval(() => {
    quiet += step;
    if (quiet < most) return;
    onSilence();
    child.kill('SIGKILL');
  }, step);
}

async function end({ child, ended }: Life, patience: number): Promise<void> {
  if (child?.connected) child.send('stop', () => undefined);
  const late = setTimeout(() => child?.kill('SIGKILL'), patience);
  await ended;
  clearTimeout(late);
}
