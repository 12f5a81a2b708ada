import type { Listener } from '../db/listener.ts';
import type { Pool, Queryable } from '../db/pool.ts';
import { queryRows, sql } from '../db/sql.ts';

/** Queues that hold a job whose time has come: one that is tried again, was put off, or nobody was told of. */
export async function listDue(on: Queryable): Promise<string[]> {
  const rows = await queryRows<{ name: string }>(
    on,
    sql`select distinct name from pgboss.job where state < 'active' and start_after <= now()`,
    'due-jobs',
  );
  return rows.map(({ name }) => name);
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
