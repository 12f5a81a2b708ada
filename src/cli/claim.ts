import { mkdir } from 'node:fs/promises';
import { hasDemoAccount } from '../access/index.ts';
import type { Config } from '../config.ts';
import { knownMigrations } from '../db/known-migrations.ts';
import type { Pool } from '../db/pool.ts';
import {
  keepClaimed,
  readInstance,
  readMigrations,
  readRolePower,
  waitToClaim,
  type Instance,
} from '../db/store-instance.ts';
import { inTransaction } from '../db/transaction.ts';
import { DomainError } from '../errors.ts';
import { openFileStore, type FileStore } from '../files/store/file-store.ts';
import { readMark, writeMark } from '../files/store/instance-mark.ts';
import { StartError } from '../start-error.ts';
import { withPool } from './command.ts';
import { claimKey } from './master-key.ts';

/**
 * What production asks of its database: a role that can do no more than serve requests, the tables of this version, and
 * no demo account. Throws StartError.
 */
export async function refuseUnfitDatabase(appUrl: string): Promise<void> {
  await withPool({ url: appUrl, max: 1, connectTimeout: 10_000 }, async pool => {
    await refusePowerful(pool, 'DATABASE_URL', ['isSuperuser', 'isPrivileged', 'isOwner']);
    const ran = await readMigrations(pool);
    const known = knownMigrations();
    if (ran === undefined || known.some(name => !ran.includes(name)))
      throw new StartError(
        'The database is not up to date: run "npm run migrate" with DATABASE_OWNER_URL first, then start again.',
      );
    // Newer by migrations this version can do without, it is served beside the next one and after it.
    if (!known.includes((await readInstance(pool)).needsMigration))
      throw new StartError(
        'This database was changed by a newer version of the portal so that this one cannot work on it; nothing was ' +
          'changed now: start that version, or give another database.',
      );
    if (await hasDemoAccount(pool))
      throw new StartError('This database holds demo accounts. The portal does not start on it in production.');
  });
}

const powers = {
  isSuperuser: 'a superuser',
  isPrivileged: "one that may make roles, pass by row security or reach the server's files",
  isOwner: 'one that owns tables of the portal, its database or its schema',
} as const;

/** Refuses a role that may do what the portal's use of it never needs: a hole in the portal would be a hole in all. */
export async function refusePowerful(
  pool: Pool,
  name: 'DATABASE_URL' | 'DATABASE_OWNER_URL',
  refused: readonly (keyof typeof powers)[],
): Promise<void> {
  const role = await readRolePower(pool);
  const power = role && refused.find(one => role[one]);
  if (power)
    throw new StartError(
      `${name} connects as "${role.name}", ${powers[power]}: give ` +
        (name === 'DATABASE_URL'
          ? 'the role cen_app, which owns nothing.'
          : 'a role that owns this database and no more.'),
    );
}

/**
 * Makes sure that database, master key and files belong together, and ties them together at the first start. Throws
 * StartError with what to do.
 */
export async function claimInstance(config: Config, appUrl: string): Promise<void> {
  await withPool({ url: appUrl, max: 1, connectTimeout: 10_000, statementTimeout: 60_000 }, pool =>
    // Of several first starts at once each must see a whole one: not the files of another without their mark.
    inTransaction(pool, async client => {
      await waitToClaim(client);
      const instance = await readInstance(client);
      await claimKey(client, config.masterKey);
      await mkdir(config.fileStore, { recursive: true });
      const files = openFileStore(config.s3 ?? config.fileStore, config.masterKey);
      const found = await look(files);
      const problem = strangeness(instance, found);
      if (problem !== undefined) throw new StartError(`${sentences[problem]}${wayOut[problem]}`);
      if (found.mark === undefined) await writeMark(files, instance.id);
      if (!instance.claimed) await keepClaimed(client);
    }),
  );
}

interface Found {
  /** Id of the database the files belong to. */
  readonly mark: string | undefined;
  readonly isEmpty: boolean;
}

async function look(files: FileStore): Promise<Found> {
  // A mark that this key does not open is of another database; a place that does not answer stops the start.
  const mark = await readMark(files).catch((error: unknown) => {
    if (error instanceof DomainError) throw error;
    return 'unreadable';
  });
  return { mark, isEmpty: mark === undefined && (await files.isEmpty()) };
}

/** In which way database and files do not belong together; undefined where they do, or both are new. Pure. */
export function strangeness(
  { id, begun, claimed }: Pick<Instance, 'id' | 'begun' | 'claimed'>,
  { mark, isEmpty }: Found,
): 'newDatabase' | 'newFiles' | 'otherFiles' | 'unmarked' | undefined {
  if (mark === id) return undefined;
  const isUsed = begun || claimed;
  if (!isUsed) return mark === undefined && isEmpty ? undefined : 'newDatabase';
  if (mark !== undefined) return 'otherFiles';
  // A database of before there were marks gives its files one.
  if (!claimed) return undefined;
  return isEmpty ? 'newFiles' : 'unmarked';
}

const sentences = {
  newDatabase:
    'The database is new and empty, but FILE_STORE holds files of a portal: restore the database they belong to',
  newFiles: 'The database has been used, but FILE_STORE is empty: give the place where its files are, or restore them',
  otherFiles: 'FILE_STORE holds the files of another database: give the two that belong together',
  unmarked: 'FILE_STORE holds files, but none that says they are of this database: give the place where its files are',
} as const;
const adopt = (if_: string) => `; if ${if_}, run npm run adopt-files -- "the reason".`;
const wayOut = {
  newDatabase: adopt('it is lost and you begin anew'),
  newFiles: adopt('they are lost'),
  otherFiles: adopt('you know that they do'),
  unmarked: adopt('you know that they are'),
} as const;

/** Ties files to the database knowingly. Returns the id of the database they were marked for before. */
export async function adoptFiles(pool: Pool, config: Config): Promise<string | undefined> {
  const instance = await readInstance(pool);
  await claimKey(pool, config.masterKey);
  const files = openFileStore(config.s3 ?? config.fileStore, config.masterKey);
  const { mark } = await look(files);
  await writeMark(files, instance.id);
  await keepClaimed(pool);
  return mark;
}
