import type { Client, Queryable } from '../db/pool.ts';
import { execute, queryRows, sql, type Sql } from '../db/sql.ts';

/**
 * Works that a worker does and somebody may cancel: rows of a table with `id`, `state`, `progress`, `asked_at` and
 * `done_at`.
 */
export function worksIn(table: Sql) {
  const isOpen = sql`state in ('waiting', 'running')`;
  return {
    /** Those that wait or were interrupted, for a start after a crash. */
    async listOpen(on: Queryable): Promise<string[]> {
      const rows = await queryRows<{ id: string }>(on, sql`select id from ${table} where ${isOpen} order by asked_at`);
      return rows.map(({ id }) => id);
    },

    /** Says how far one is. Answers whether it is still wanted. */
    async noteProgress(on: Queryable, id: string, percent: number): Promise<boolean> {
      const whole = Math.min(100, Math.max(0, Math.round(percent)));
      const count = await execute(
        on,
        sql`update ${table} set state = 'running', progress = ${whole} where id = ${id} and ${isOpen}`,
      );
      return count > 0;
    },

    /** Answers whether there was anything to cancel. */
    async stop(client: Client, id: string): Promise<boolean> {
      const count = await execute(
        client,
        sql`update ${table} set state = 'stopped', done_at = now() where id = ${id} and ${isOpen}`,
      );
      return count > 0;
    },
  };
}
