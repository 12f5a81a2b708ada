import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';

/**
 * A file that would need more ends this thread and not the portal. A young generation kept small spares some 300 MB of
 * idle memory.
 */
const memory = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 48 };

interface JobThread {
  stop(): Promise<void>;
}

/** Milliseconds before a thread that ended by itself is started again; its jobs wait in PostgreSQL meanwhile. */
const pause = 1000;
/** Milliseconds a job has to come to a place it can be taken up from. */
const patience = 8000;

/** Runs a script in a thread of its own for as long as the process lives. */
export function startJobThread(script: URL, data: object, log: Logger): JobThread {
  let stopping = false;
  let thread = begin();

  function begin(): Worker {
    const started = new Worker(script, { workerData: data, resourceLimits: memory });
    started.on('error', error => log.error({ err: error }, 'job thread'));
    started.once('exit', () => {
      if (!stopping)
        setTimeout(() => {
          if (!stopping) thread = begin();
        }, pause).unref();
    });
    return started;
  }

  return {
    async stop() {
      stopping = true;
      if (thread.threadId < 0) return;
      const ended = once(thread, 'exit');
      thread.postMessage('stop');
      await Promise.race([ended, sleep(patience, undefined, { ref: false })]);
      await thread.terminate();
    },
  };
}
