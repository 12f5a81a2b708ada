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
