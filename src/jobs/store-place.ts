import type { Queryable } from '../db/pool.ts';
import { queryRow, sql } from '../db/sql.ts';
import { urgent } from './jobs.ts';

/**
 * How many jobs of a queue go before one that waits; undefined once it runs, or where there is none. An urgent one has
 * a place that only urgent ones take.
 */
export async function jobsBefore(on: Queryable, queue: string, key: string): Promise<number | undefined> {
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select (
        select count(*)::int from pgboss.job o
        where o.name = own.name and o.id <> own.id and (own.priority < ${urgent} or o.priority >= ${urgent})
          and (o.state = 'active' or (o.state in ('created', 'retry')
            and (o.priority > own.priority or (o.priority = own.priority and o.created_on < own.created_on))))) as n
      from pgboss.job own
      where own.name = ${queue} and own.singleton_key = ${key} and own.state in ('created', 'retry')
      limit 1`,
  );
  return row?.n;
}
