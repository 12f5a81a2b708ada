import { flushCompileCache } from 'node:module';

/** What a process says to `npm run serve`, which started it. */
export type Said = 'ready' | 'alive';

/** Exit code of a process that only waits for the database: it is started again. */
export const databaseIsAway = 75;

const aliveEvery = 2000;

/**
 * Works under `npm run serve`: says that it is ready and lives, and stops when it is told to or when that process is
 * gone. Signals from the keyboard or of a service reach the whole group: the one that started us is the one that says.
 */
export function obey(stop: () => Promise<unknown>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('message', told => {
    if (told === 'stop') void stop();
  });
  process.on('disconnect', () => void stop());
  setInterval(() => say('alive'), aliveEvery).unref();
}

export function say(said: Said): void {
  // A channel that is closed is of a process that is gone; its end is heard of above.
  if (process.connected) process.send?.(said, undefined, undefined, () => undefined);
}

/** Tells `npm run serve` what this process measures, whenever it asks. */
export function tellMetrics(read: () => Promise<unknown>): void {
  process.on('message', asked => {
    if (asked !== 'metrics') return;
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
