import type { Client, Pool } from './pool.ts';
import { execute, sql } from './sql.ts';

/**
 * Runs `work` in one transaction: commits when it resolves, rolls back when it throws. The client must not be used
 * after.
 */
export async function inTransaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await execute(client, sql`begin`);
    const result = await work(client);
    await execute(client, sql`commit`);
    return result;
  } catch (error) {
    await execute(client, sql`rollback`).catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
