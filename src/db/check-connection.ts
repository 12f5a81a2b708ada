import type { Queryable } from './pool.ts';
import { ServerClient, addressesIn, serversOf } from './servers.ts';
import { execute, sql } from './sql.ts';

/**
 * Connects once, so that a wrong address or a silent server is found first. Answers the address of the server that
 * takes changes. Rejects with the driver's error of the last one tried.
 */
export async function checkConnection(url: string): Promise<string> {
  const servers = serversOf(url);
  for (let left = addressesIn(url).length; ; left -= 1) {
    const address = servers.address();
    const client = new ServerClient({ servers, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return address;
    } catch (error) {
      if (left <= 1) throw error;
    }
  }
}

/** Asks the database for an answer, for the health check. */
export async function ping(on: Queryable): Promise<void> {
  await execute(on, sql`select 1`);
}
