import { existsSync } from 'node:fs';
import type { DatabaseUrls } from '../src/db/urls.ts';
import { makeDataDir } from '../src/files/store/data-dir.ts';
import { accountsOfSystem, pickAccount, type Account } from './account.ts';
import { findBinaries } from './binaries.ts';
import { acquireLock, holderOf } from './process-lock.ts';
import {
  app,
  createCluster,
  database,
  ensureDatabase,
  keepPasswords,
  owner,
  urlOf,
  type Passwords,
} from './cluster.ts';
import { knownHome, makeHome, ownerOf, type Home } from './home.ts';
import { launch } from './postmaster.ts';

export { acquireLock } from './process-lock.ts';

export interface Embedded extends DatabaseUrls {
  /** Resolves with a sentence when the server ends without being asked to. */
  readonly lost: Promise<string>;
  /** The addresses of another database of the same server. */
  urlsOf(name: string): DatabaseUrls;
  stop(): Promise<void>;
}

interface EmbeddedOptions {
  readonly dataDir: string;
  readonly report: (line: string) => void;
  /** Server settings beyond the defaults. With fsync=off the cluster is made without waiting for the disk, too. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** The caller holds the acquireLock on `dataDir` already and lets go of it. */
  readonly claimed?: boolean;
  /** The accounts root may choose from; those of the system. */
  readonly accounts?: () => readonly Account[];
}

/**
 * Starts the PostgreSQL that comes with the install, with its data in (or pointed to from) `dataDir`; makes roles and
 * database `cen` at the first start. Recovers from a killed portal. Throws StartError: already running, full disk,
 * missing library, no usable directory.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  await makeDataDir(options.dataDir);
  const release = options.claimed === true ? async () => undefined : await acquireLock(options.dataDir);
  try {
    const { home, passwords, server } = await open(options);
    const stop = async () => {
      await server.stop();
      await release();
    };
    const urls = (name: string) => urlsFor(home, passwords, name);
    return { ...urls(database), urlsOf: urls, lost: server.lost, stop: once(stop) };
  } catch (error) {
    await release();
    throw error;
  }
}

async function open({ dataDir, report, settings = {}, signal, accounts = accountsOfSystem }: EmbeddedOptions) {
  const known = knownHome(dataDir);
  const account = pickAccount({ uid: process.getuid?.() ?? -1, dataOwner: ownerOf(known), accounts });
  const home = known ?? (await makeHome(dataDir, account));
  const passwords = await keepPasswords(dataDir, home);
  if (!home.dir.startsWith(dataDir))
    report(`PostgreSQL runs as ${account?.name ?? 'this user'}, its data is in ${home.dir}`);
  const native = await findBinaries(home, account);
  if (!existsSync(home.data)) {
    report('Creating the database');
    await createCluster({
      native,
      home,
      account,
      password: passwords.owner,
      durable: settings.fsync !== 'off',
      signal,
    });
  }
  signal?.throwIfAborted();
  report('Starting PostgreSQL');
  const server = await launch({ native, home, account, settings, signal });
  try {
    await ensureDatabase(home, passwords);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { home, passwords, server };
}

/**
 * For administrator's commands: the database of the portal running on `dataDir`, or one started for the command alone.
 */
export async function joinEmbedded(options: EmbeddedOptions): Promise<DatabaseUrls & { stop(): Promise<void> }> {
  const home =
    existsSync(options.dataDir) && (await holderOf(options.dataDir)) !== undefined
      ? knownHome(options.dataDir)
      : undefined;
  if (home === undefined) return startEmbedded(options);
  const passwords = await keepPasswords(options.dataDir, home);
  return { ...urlsFor(home, passwords, database), stop: async () => undefined };
}

function urlsFor(home: Home, passwords: Passwords, name: string): DatabaseUrls {
  return { ownerUrl: urlOf(home, owner, passwords.owner, name), appUrl: urlOf(home, app, passwords.app, name) };
}

function once(stop: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => (stopped ??= stop());
}
