import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

export interface Repeated {
  /** Resolves when the work was done or failed once. */
  readonly first: Promise<void>;
  /** Something waits to be done: the next turn begins now, or as soon as the running one ends. */
  wake(): void;
  stop(): Promise<void>;
}

/**
 * Does a small work over and over, the next time so many seconds after the last ended, until stopped. For work that any
 * number of processes may do at once (each takes rows of its own); a failure is logged and the next turn tries again.
 */
export function runEvery(
  { name, seconds, log }: { name: string; seconds: number; log: Logger },
  work: () => Promise<unknown>,
): Repeated {
  const stopping = new AbortController();
  let pause = new AbortController();
  let isWoken = false;
  const { promise: first, resolve: firstDone } = Promise.withResolvers<void>();
  const going = go();

  async function go(): Promise<void> {
    while (!stopping.signal.aborted) {
      isWoken = false;
      try {
        await work();
      } catch (error) {
        log.error({ err: error, work: name }, 'repeated work failed');
      }
      firstDone();
      if (isWoken) continue;
      pause = new AbortController();
      const signal = AbortSignal.any([stopping.signal, pause.signal]);
      await sleep(seconds * 1000, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  return {
    first,
    wake() {
      isWoken = true;
      pause.abort();
    },
    async stop() {
      stopping.abort();
      await going;
    },
  };
}
