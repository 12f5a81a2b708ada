import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../src/files/store/data-dir.ts';
import { StartError, codeOf } from '../src/start-error.ts';
import { runAs, type Account } from './account.ts';

/** Where PostgreSQL lives: a directory its account owns and can reach. */
export interface Home {
  readonly dir: string;
  /** The cluster itself. */
  readonly data: string;
  /** Directory of its socket: private, and short enough for the 107 bytes a socket's path may have. */
  readonly sockets: string;
  readonly log: string;
}

function homeAt(dir: string): Home {
  const near = join(dir, 'run');
  const sockets =
    Buffer.byteLength(near) <= 85 ? near : join(tmpdir(), `cen-portal-${statSync(dir).ino}-${statSync(dir).uid}`);
  return { dir, data: join(dir, 'data'), sockets, log: join(dir, 'postgres.log') };
}

/** The home a former start chose, if there was one. */
export function knownHome(dataDir: string): Home | undefined {
  const pointer = pointerOf(dataDir);
  if (!existsSync(pointer)) return undefined;
  const dir = readFileSync(pointer, 'utf8').trim();
  if (!existsSync(dir)) {
    throw new StartError(
      `The database of this portal was in ${dir}, which is gone or closed to this user: bring it back, or ` +
        `remove ${dataDir} to begin anew.`,
    );
  }
  return homeAt(dir);
}

/** Numeric id of the user the existing data belongs to. */
export function ownerOf(home: Home | undefined): number | undefined {
  return home !== undefined && existsSync(home.data) ? statSync(home.data).uid : undefined;
}

/**
 * Chooses and makes the home of a first start: in the data directory, or where the account cannot get there (a clone in
 * root's own 0700 home) under /var/lib, or as the last resort in the temporary directory. A pointer in the data
 * directory remembers it.
 */
export async function makeHome(dataDir: string, account: Account | undefined): Promise<Home> {
  const choices = account === undefined ? [] : [join('/var/lib', 'cen-portal-'), join(tmpdir(), 'cen-portal-')];
  const dir =
    (await makeInside(dataDir, account)) ??
    (await firstOf(choices.map(prefix => () => makeAt(() => mkdtemp(prefix), account))));
  if (dir === undefined) {
    throw new StartError(
      `There is no directory the user ${account?.name ?? 'of the portal'} can use for the database: give one ` +
        'by DATA_DIR.',
    );
  }
  await replaceFile(pointerOf(dataDir), `${dir}\n`);
  return homeAt(dir);
}

async function makeInside(dataDir: string, account: Account | undefined): Promise<string | undefined> {
  const dir = join(dataDir, 'postgres');
  return makeAt(async () => {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    return dir;
  }, account);
}

/** Makes a directory and hands it to the account; undefined where the account cannot use it. */
async function makeAt(make: () => Promise<string>, account: Account | undefined): Promise<string | undefined> {
  let dir: string | undefined;
  try {
    dir = await make();
    await handOver(dir, account);
    if (account === undefined || (await canUse(dir, account))) return dir;
  } catch (error) {
    if (account === undefined || ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '')) throw error;
  }
  if (dir !== undefined) await rm(dir, { recursive: true, force: true });
  return undefined;
}

/** Gives a directory to the account and closes it to everyone else. */
export async function handOver(dir: string, account: Account | undefined): Promise<void> {
  await chmod(dir, 0o700);
  if (account !== undefined) await chown(dir, account.uid, account.gid);
}

/** Asks the system itself, as the account: modes, access lists and mounts all have their say. */
async function canUse(dir: string, account: Account): Promise<boolean> {
  const { code } = await runAs(account, '/bin/sh', ['-c', 'cd "$0" && test -w .', dir], { cwd: '/' });
  return code === 0;
}

/** An empty, private directory for the socket; whatever a killed server left in it is gone. */
export async function makeSocketDir(home: Home, account: Account | undefined): Promise<void> {
  await rm(home.sockets, { recursive: true, force: true });
  await mkdir(home.sockets, { mode: 0o700 });
  await handOver(home.sockets, account);
}

async function firstOf<T>(tries: readonly (() => Promise<T | undefined>)[]): Promise<T | undefined> {
  for (const attempt of tries) {
    const found = await attempt();
    if (found !== undefined) return found;
  }
  return undefined;
}

function pointerOf(dataDir: string): string {
  return join(dataDir, 'postgres.home');
}
