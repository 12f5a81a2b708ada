import { readFile, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { continueTrail } from '../audit/index.ts';
import { readConfig } from '../config.ts';
import type { Client } from '../db/pool.ts';
import { analyze, closeRoom, copyIn, isUnused, listTables, makeRoom } from '../db/store-backup.ts';
import { readMigrations } from '../db/store-instance.ts';
import { inTransaction } from '../db/transaction.ts';
import { keepCopy } from '../operations/index.ts';
import { StartError, causeOf } from '../start-error.ts';
import type { Manifest } from './backup.ts';
import { report, runCommand, withDatabase, withPool } from './command.ts';
import { restoreStore } from './copied-files.ts';
import { noteRestore } from './tried-restores.ts';

/**
 * `npm run restore -- BACKUP`: reads a backup into a database that `npm run migrate` of the same version has just made,
 * and its files into an empty FILE_STORE. All or nothing; every row and file is held against what the backup says of
 * it. Nobody is signed in afterwards.
 */
async function run(): Promise<void> {
  const [directory] = process.argv.slice(2);
  if (directory === undefined)
    throw new StartError('Give a backup: npm run restore -- /media/backup/cen-20261129T120000');
  const manifest = await readManifest(directory);
  const config = readConfig(undefined, 'owner');
  if (!config.s3 && (await namesIn(config.fileStore)).some(name => name !== '.work' && name !== 'lost+found'))
    throw new StartError('FILE_STORE is not empty: a backup is read into an empty place only.');
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const restore = { kind: 'restore' as const, at: new Date().toISOString(), of: manifest.at, rows };
  const files = await withDatabase(config, ({ ownerUrl }) =>
    withPool({ url: ownerUrl, max: 1, statementTimeout: 0 }, async owner => {
      await inTransaction(owner, client => refuseUnfit(client, manifest));
      const count = await inPlace(resolve(config.fileStore), async place => {
        const copied = await restoreStore(join(directory, 'files'), place, join(directory, 'files.sha256'));
        await inTransaction(owner, client => readDatabase(client, manifest, join(directory, 'tables')));
        return copied;
      });
      await analyze(owner);
      await keepCopy(owner, restore);
      return count;
    }),
  );
  const where = config.s3 ? '' : `, in ${config.fileStore}`;
  report(
    `Restored as of ${manifest.at}: ${rows} rows of ${manifest.tables.length} tables, ` +
      `${files} files, each as it was${where}.`,
  );
  if (!(await noteRestore(directory, restore)))
    report('No note could be written beside the backup: administrators will not see that it was restored.');
  report('Start the portal with the same master key, then run "npm run verify-trail". Everyone signs in anew.');
}

async function readManifest(directory: string): Promise<Manifest> {
  const text = await readFile(join(directory, 'manifest.json'), 'utf8').catch((error: unknown) => {
    throw new StartError(`${directory} holds no whole backup (manifest.json: ${causeOf(error)}).`);
  });
  return JSON.parse(text) as Manifest;
}

/** Takes away again what came into a directory, where the work fails. */
async function inPlace<T>(place: string, work: (place: string) => Promise<T>): Promise<T> {
  const before = await namesIn(place);
  try {
    return await work(place);
  } catch (error) {
    for (const name of await namesIn(place))
      if (!before.includes(name)) await rm(join(place, name), { recursive: true, force: true });
    throw error;
  }
}

/** Throws StartError where the database is not the one to read this backup into. */
async function refuseUnfit(client: Client, manifest: Manifest): Promise<void> {
  const migrations = (await readMigrations(client)) ?? [];
  if (migrations.length === 0)
    throw new StartError(
      'The database has no tables yet: run "npm run migrate" first, with the version the backup was made by.',
    );
  if (migrations.join() !== manifest.migrations.join())
    throw new StartError(
      'The backup was made by another version of the portal: migrate an empty database with that version, restore ' +
        'there, and migrate on.',
    );
  if (!(await isUnused(client)))
    throw new StartError('The database is in use: a backup is read into an empty database only.');
  const held = manifest.tables.map(({ name, columns }) => ({ name, columns }));
  if (JSON.stringify(held) !== JSON.stringify(await listTables(client)))
    throw new StartError('The backup does not hold every table of its version; nothing was changed.');
}

async function readDatabase(client: Client, manifest: Manifest, directory: string): Promise<void> {
  await refuseUnfit(client, manifest);
  const names = manifest.tables.map(({ name }) => name);
  const keys = await makeRoom(client, names);
  for (const table of manifest.tables) {
    const found = await copyIn(client, directory, table);
    if (found.rows !== table.rows || found.print !== table.print || found.sha256 !== table.sha256)
      throw new StartError(
        `The table ${table.name} of the backup is not the one that was backed up; nothing was changed.`,
      );
  }
  await closeRoom(client, names, keys, manifest.sequences);
  await continueTrail(client);
}

async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch(() => []);
}

await runCommand(run);
