import pg from 'pg';

/** Connects once, so that a wrong address or a silent server is told before anything else tries. Rejects with the driver's error. */
export async function checkConnection(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
}
