import { flushCompileCache } from 'node:module';

/** What a process says to `npm run serve`, which started it. */
export type Said = 'loaded' | 'ready' | 'alive';
/** What `npm run serve` says to a process. */
type Order = 'begin' | 'stop' | 'metrics';

interface Child {
  readonly connected: boolean;
  on(event: 'message', hear: (said: Said) => void): void;
  send(order: Order, done: () => void): void;
}

/** Exit code of a process that only waits for the database: it is started again. */
export const databaseIsAway = 75;

const aliveEvery = 2000;

/**
 * Works under `npm run serve`: says that it is ready and lives, and stops when it is told to or when that process is
 * gone. Signals from the keyboard or of a service reach the whole group: the one that started us is the one that says.
 */
export function obey(stop: () => Promise<unknown>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('message', (order: Order) => {
    if (order === 'stop') void stop();
  });
  process.on('disconnect', () => void stop());
  setInterval(() => say('alive'), aliveEvery).unref();
}

/**
 * Resolves when this process may begin: at once, unless it is one of several that start. What it runs is loaded by
 * then, beside the first of them, which looks whether anything keeps all from starting.
 */
export async function mayBegin(): Promise<void> {
  if (!process.connected) return;
  const alive = setInterval(() => say('alive'), aliveEvery);
  await new Promise<void>(resolve => {
    const hear = (order: Order): void => {
      // Nothing runs yet.
      if (order === 'stop') process.exit(0);
      if (order !== 'begin') return;
      // What is said from now on waits for who obeys it.
      process.off('message', hear);
      resolve();
    };
    process.on('message', hear);
    say('loaded');
  });
  clearInterval(alive);
}

/** Lets a process begin once it has loaded what it runs, and not before `when`. */
export function letBegin(child: Child, when: Promise<unknown>): void {
  child.on('message', said => {
    if (said === 'loaded') void when.then(() => child.connected && child.send('begin', () => undefined));
  });
}

export function say(said: Said): void {
  // A channel that is closed is of a process that is gone; its end is heard of above.
  if (process.connected) process.send?.(said, undefined, undefined, () => undefined);
}

/** Tells `npm run serve` what this process measures, whenever it asks. */
export function tellMetrics(read: () => Promise<unknown>): void {
  process.on('message', (order: Order) => {
    if (order !== 'metrics') return;
    read().then(
      metrics => process.connected && process.send?.({ metrics }, undefined, undefined, () => undefined),
      () => undefined,
    );
  });
}

/**
 * Keeps what was compiled for the next start, where NODE_COMPILE_CACHE names a place: that halves what a start costs.
 * By itself Node keeps it when a process ends, which one that is killed does not.
 */
export function keepCompiled(): void {
  setImmediate(flushCompileCache);
}
