import { Unavailable } from '../errors.ts';

/**
 * Lets some work through at once and the rest wait for its turn: heavy work in the threads of the process's pool must
 * leave some to others. Beyond `longestQueue` waiting it rejects with Unavailable.
 */
export function createSemaphore(
  atOnce: number,
  longestQueue = Number.POSITIVE_INFINITY,
): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async work => {
    if (busy < atOnce) busy += 1;
    else if (waiting.length >= longestQueue) throw new Unavailable('too much is asked for at once');
    else
      await new Promise<void>(resolve => {
        waiting.push(resolve);
      });
    try {
      return await work();
    } finally {
      // Whoever leaves hands its place over.
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}
