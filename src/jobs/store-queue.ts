import type { Listener } from '../db/listener.ts';
import type { Pool, Queryable } from '../db/pool.ts';
import { queryRows, sql } from '../db/sql.ts';

/** What a queue holds that nobody was told of. */
export interface Due {
  readonly queue: string;
  /** 'lost': a job of a process that says no more that it lives. 'due': one that is tried again or was put off. */
  readonly what: 'due' | 'lost';
}

/**
 * Queues that hold a job whose time has come, or one of a process that died. Written so that PostgreSQL reads indexes
 * of jobs that are not done: of those that are it keeps a week, some hundred thousand.
 */
export async function listDue(on: Queryable): Promise<Due[]> {
  return queryRows<Due>(
    on,
    sql`
      select distinct name as queue, 'due' as what from pgboss.job
      where state in ('created', 'retry') and start_after <= pgboss.job_now()
      union all
      select distinct name, 'lost' from pgboss.job
      where state = 'active' and heartbeat_on + heartbeat_seconds * interval '1 s' < pgboss.job_now()`,
    'due-jobs',
  );
}

/** How many jobs of a queue are in a state; `oldest`: seconds since the first of them could have begun. */
export interface JobCount {
  readonly queue: string;
  readonly state: 'waiting' | 'put_off' | 'active' | 'failed';
  readonly n: number;
  readonly oldest: number;
}

/** By the real time: the queue keeps it, whatever the date of an evaluation. */
export async function countJobs(on: Queryable): Promise<JobCount[]> {
  return queryRows<JobCount>(
    on,
    sql`
      select name as queue, case when state in ('active', 'failed') then state::text
          when start_after <= clock_timestamp() then 'waiting' else 'put_off' end as state,
        count(*)::int as n, greatest(0, extract(epoch from clock_timestamp() - min(start_after)))::float8 as oldest
      from pgboss.job where state in ('created', 'retry', 'active', 'failed') group by 1, 2 order by 1, 2`,
  );
}

/** The pool and the listener of the process, as pg-boss takes a database. */
export function databaseOf(pool: Pool, listener: Listener | undefined) {
  return {
    executeSql: (text: string, values?: unknown[]) => pool.query(text, values),
    ...(listener && {
      async listen(channel: string, hear: (queue: string) => void, onGap: () => void) {
        const end = await listener.listen(channel, hear, onGap);
        return { close: async () => end() };
      },
    }),
  };
}
