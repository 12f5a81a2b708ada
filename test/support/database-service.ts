import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';
import { startTestServer, template, type TestServer } from './database-server.ts';

/** A copy of the template. */
export interface HandedOut {
  readonly name: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

interface Running {
  readonly server: TestServer;
  readonly client: pg.Client;
  /** Made while the file before runs its tests. */
  spare: Promise<HandedOut> | undefined;
}

/**
 * Hands out databases of one PostgreSQL, which starts with the first: POST / answers a `HandedOut`, DELETE /<name>
 * drops it after those that were asked for before. One connection makes them all, since PostgreSQL refuses two copies
 * of a template at once.
 */
export async function openDatabaseService(socket: string): Promise<{ close(): Promise<void> }> {
  let running: Promise<Running> | undefined;
  const http = createServer((req, res) => {
    running ??= start();
    const answer = running.then<object>(one =>
      req.method === 'POST' ? handOut(one) : drop(one.client, (req.url ?? '').slice(1)),
    );
    answer.then(
      made => res.end(JSON.stringify(made)),
      (error: unknown) => res.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>(resolve => http.listen(socket, resolve));
  return {
    async close() {
      http.closeAllConnections();
      http.close();
      if (running === undefined) return;
      const { server, client } = await running;
      await client.end();
      await server.stop();
    },
  };
}

async function start(): Promise<Running> {
  const server = await startTestServer();
  const client = new pg.Client({ connectionString: server.ownerUrl('postgres') });
  client.on('error', () => undefined);
  await client.connect();
  return { server, client, spare: undefined };
}

async function handOut(running: Running): Promise<HandedOut> {
  const made = running.spare ?? copy(running);
  running.spare = made.then(() => copy(running));
  running.spare.catch(() => undefined);
  return made;
}

async function copy({ server, client }: Running): Promise<HandedOut> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await client.query(`create database ${name} template ${template} strategy file_copy`);
  return { name, ownerUrl: server.ownerUrl(name), appUrl: server.appUrl(name) };
}

async function drop(client: pg.Client, name: string): Promise<object> {
  await client.query(`drop database ${client.escapeIdentifier(name)} with (force)`);
  return {};
}
