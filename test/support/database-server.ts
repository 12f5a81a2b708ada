import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../evaluation/index.ts';
import { copyTemplate } from './template-cache.ts';

/** Name of the database every test file gets a copy of. */
export const template = 'cen_template';

/** A server of tests never waits for the disk and keeps nothing for a replica. */
export const serverSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '32MB',
  wal_recycle: 'off',
};

export interface TestServer {
  /**
   * Address of a database of this server, for its owner (superuser cen_owner). The database `postgres` is always there.
   */
  ownerUrl(database: string): string;
  /** The same for the application's role, cen_app. */
  appUrl(database: string): string;
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL with the template, in a temporary directory; `stop` removes it, and so does the end of this
 * process.
 */
export async function startTestServer(): Promise<TestServer> {
  const dataDir = await clusterDirectory();
  const server = await startEmbedded({
    dataDir,
    report: () => undefined,
    settings: { ...serverSettings, max_connections: '240' },
  });
  const unwatch = stopWithUs(dataDir);
  return {
    ownerUrl: database => server.urlsOf(database).ownerUrl,
    appUrl: database => server.urlsOf(database).appUrl,
    stop: async () => {
      unwatch();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A cluster with the template that no server runs on yet. The caller removes it. */
export async function clusterDirectory(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cen-test-'));
  // Root's PostgreSQL runs as another user, who must pass through.
  await chmod(dataDir, 0o711);
  await copyTemplate(dataDir);
  return dataDir;
}

/** A run that is killed calls no `stop`: a small watcher outlives it and takes the server down. */
function stopWithUs(dataDir: string): () => void {
  const server = readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
  const script = 'while kill -0 "$0" 2>/dev/null; do sleep 1; done; kill -QUIT "$1"; sleep 1; rm -rf "$2"';
  const watcher = spawn('/bin/sh', ['-c', script, String(process.pid), server, dataDir], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
  });
  watcher.unref();
  return () => {
    watcher.kill();
  };
}
