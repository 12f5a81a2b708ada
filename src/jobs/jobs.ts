import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';

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

/**
 * A queue is looked at when PostgreSQL tells of a job in it, and now and then for one that is tried again; where nobody
 * can be told, often.
 */
const looking = { notifyPollingIntervalSeconds: 2, pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3 };

/** The urgency from which a job may take a second place. */
export const urgent = 2;

/** The job queue in PostgreSQL (pg-boss): survives a crash, and every web process takes its share. */
export async function openJobs(appUrl: string, log: Logger): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: appUrl,
    max: 3,
    migrate: false,
    createSchema: false,
    application_name: 'cen-jobs',
    // Jobs of a dead process are looked for this often; the default of a minute would leave an officer waiting that
    // long.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    useListenNotify: true,
  });
  boss.on('error', error => log.error({ err: error }, 'job queue'));
  await boss.start();
  const made = new Map<string, Promise<void>>();
  /** A page may send a job before the thread that does it has come up for the first time. */
  const ensure = (queue: string): Promise<void> => {
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
  return {
    async work(queue, handler, only) {
      await ensure(queue);
      await boss.work(queue, { ...looking, ...(only === 'urgent' ? { minPriority: urgent } : {}) }, async ([job]) => {
        if (job) await handler(job.data as never, job.signal);
      });
    },
    async send(queue, data, key, urgency = 0) {
      await ensure(queue);
      await boss.send(queue, data, { singletonKey: key, priority: urgency });
    },
    async every(queue, cron) {
      await boss.schedule(queue, cron, null, { tz: 'UTC', singletonKey: queue });
    },
    async runScheduled(seconds) {
      for (const { name } of await boss.getSchedules())
        await boss.send(name, {}, { singletonKey: name, startAfter: seconds });
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  };
}
