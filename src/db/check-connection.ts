import pg from 'pg';
import type { Queryable } from './pool.ts';
import { execute, sql } from './sql.ts';

/** Connects once, so that a wrong address or a silent server is found first. Rejects with the driver's error. */
export async function checkConnection(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
}

/** Asks the database for an answer, for the health check. */
export async function ping(on: Queryable): Promise<void> {
  await execute(on, sql`select 1`);
}
