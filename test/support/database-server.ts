import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../src/db/embedded/index.ts';

export interface TestServer {
  /** Address of a database of this server, for its owner (superuser cen_owner). The database `postgres` is always there. */
  ownerUrl(database: string): string;
  /** The same for the application's role, cen_app. */
  appUrl(database: string): string;
  stop(): Promise<void>;
}

/** A real PostgreSQL in a fresh temporary directory that never waits for the disk; `stop` removes it. */
export async function startTestServer(): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cen-test-'));
  const server = await startEmbedded({
    dataDir, report: () => undefined,
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '120' },
  });
  return {
    ownerUrl: (database) => server.urlsOf(database).ownerUrl,
    appUrl: (database) => server.urlsOf(database).appUrl,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
