import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Listener } from '../db/listener.ts';
import type { Pool } from '../db/pool.ts';
import { onItsOwn, whileDoing } from '../metrics/doing.ts';
import { beginJob, ended } from '../metrics/traces.ts';
import { runEvery } from './run-every.ts';
import { databaseOf, listDue, type Due } from './store-queue.ts';

export interface Jobs {
  /**
   * Registers what runs a queue, one job at a time in this process. Jobs of a dead process come back after
   * `expireSeconds` without a heartbeat. Registered again with `urgent`, a queue has a second place, for those jobs
   * alone.
   */
  work<D extends object>(
    queue: string,
    handler: (data: D, signal: AbortSignal) => Promise<void>,
    only?: 'urgent',
  ): Promise<void>;
  /**
   * Queues a job once per `key` (a second while the first waits or runs is dropped). Those of more urgency go first.
   */
  send(queue: string, data: object, key: string, urgency?: number): Promise<void>;
  /**
   * Queues a job at the times of a cron expression (UTC), once whichever process is there to do it. Register its work
   * first.
   */
  every(queue: string, cron: string): Promise<void>;
  /** Queues every job that `every` knows now, so many seconds ahead, whatever its times. */
  runScheduled(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

interface Parts {
  /** Where the queue is read and written: no connection is its own. */
  readonly pool: Pool;
  readonly log: Logger;
  /** By which PostgreSQL tells of a job. Without it this process sends jobs and does none. */
  readonly listener?: Listener | undefined;
}

/**
 * Seconds between two looks, in one statement for all queues, at jobs nobody is told of: those tried again, and those
 * of a process that died, which an officer may wait for.
 */
const dueEvery = 2;
/** A queue by itself is looked at this seldom; it is woken. */
const looking = { notifyPollingIntervalSeconds: 300, pollingIntervalSeconds: 300, heartbeatRefreshSeconds: 3 };

/** The urgency from which a job may take a second place. */
export const urgent = 2;

/**
 * The job queue in PostgreSQL (pg-boss): survives a crash, and every process that works takes its share. One that only
 * sends loads it with the first job it sends.
 */
export async function openJobs(parts: Parts): Promise<Jobs> {
  const { pool, log, listener } = parts;
  let begun: Promise<Begun> | undefined;
  const begin = (): Promise<Begun> => {
    begun ??= onItsOwn(() => beginQueue(parts));
    // Tried again with the next job.
    begun.catch(() => (begun = undefined));
    return begun;
  };
  if (listener) await begin();
  const workers: Place[] = [];
  const waking =
    listener &&
    runEvery({ name: 'due jobs', seconds: dueEvery, log }, async () => {
      if (workers.length > 0) await wakeDue(await listDue(pool), workers, (await begin()).boss);
    });
  return {
    async work(queue, handler, only) {
      const { boss, ensure } = await begin();
      await ensure(queue);
      const places = { ...looking, ...(only === 'urgent' ? { minPriority: urgent } : {}) };
      const worker = { queue, id: '' };
      worker.id = await boss.work(queue, places, async ([job]) => {
        if (!job) return;
        // After a job the next is looked for at once.
        const span = beginJob(queue);
        const work = () => ended(span, () => handler(job.data as never, job.signal));
        await whileDoing({ job: `${queue} ${job.id}`, span }, work).finally(() => boss.notifyWorker(worker.id));
      });
      workers.push(worker);
    },
    async send(queue, data, key, urgency = 0) {
      const { boss, ensure } = await begin();
      await ensure(queue);
      await boss.send(queue, data, { singletonKey: key, priority: urgency });
    },
    async every(queue, cron) {
      const { boss } = await begin();
      await boss.schedule(queue, cron, null, { tz: 'UTC', singletonKey: queue });
    },
    async runScheduled(seconds) {
      const { boss } = await begin();
      for (const { name } of await boss.getSchedules())
        await boss.send(name, {}, { singletonKey: name, startAfter: seconds });
    },
    async stop() {
      await waking?.stop();
      await (await begun)?.boss.stop({ graceful: true, timeout: 5000 });
    },
  };
}

/** Where this process takes jobs of a queue from. */
interface Place {
  readonly queue: string;
  readonly id: string;
}

async function wakeDue(found: readonly Due[], places: readonly Place[], boss: PgBoss): Promise<void> {
  const queues = (what: Due['what']): ReadonlySet<string> =>
    new Set(found.filter(one => one.what === what).map(({ queue }) => queue));
  const due = queues('due');
  for (const { queue, id } of places) if (due.has(queue)) boss.notifyWorker(id);
  // Makes a lost one due.
  for (const queue of queues('lost')) await boss.supervise(queue);
}

interface Begun {
  readonly boss: PgBoss;
  /** Makes a queue where it is not there yet. */
  readonly ensure: (queue: string) => Promise<void>;
}

async function beginQueue({ pool, log, listener }: Parts): Promise<Begun> {
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    db: databaseOf(pool, listener),
    migrate: false,
    createSchema: false,
    schedule: listener !== undefined,
    supervise: listener !== undefined,
    // Jobs of a dead process are found by `listDue`. What else it looks after is not urgent, and each time it is a
    // dozen statements, one of which reads all jobs of a week.
    superviseIntervalSeconds: 300,
    // Of a queue that is asked for: no more often.
    monitorIntervalSeconds: 5,
    cronWorkerIntervalSeconds: 10,
    // Processes tell of themselves (src/operations); pg-boss would look at the event loop fifty times a second.
    registerInstance: false,
    useListenNotify: listener !== undefined,
  });
  boss.on('error', error => log.error({ err: error }, 'job queue'));
  await boss.start();
  return { boss, ensure: queuesOf(boss) };
}

/** A page may send a job before the process that does it has come up for the first time: makes the queue, once. */
function queuesOf(boss: PgBoss): (queue: string) => Promise<void> {
  const made = new Map<string, Promise<void>>();
  return queue => {
    const known =
      made.get(queue) ??
      boss.createQueue(queue, {
        policy: 'exclusive',
        retryLimit: 20,
        retryDelay: 1,
        expireInSeconds: 3600,
        heartbeatSeconds: 10,
        notify: true,
      });
    made.set(queue, known);
    known.catch(() => made.delete(queue));
    return known;
  };
}
