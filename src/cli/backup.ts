import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConfig, type GivenConfig } from '../config.ts';
import type { Pool } from '../db/pool.ts';
import { beginSnapshot, copyOut, listTables, readSequences, type CopiedTable } from '../db/store-backup.ts';
import { readInstance, readMigrations } from '../db/store-instance.ts';
import { mark } from '../files/store/instance-mark.ts';
import { keepCopy } from '../operations/index.ts';
import { StartError } from '../start-error.ts';
import { report, runCommand, withDatabase, withPool } from './command.ts';
import { copyFile, copyStore, listed, trailHead, type CopiedFile } from './copied-files.ts';
import { notedRestores } from './tried-restores.ts';

/** What a backup says of itself, in `manifest.json`: written last, so that one without it is not whole. */
export interface Manifest {
  readonly format: 1;
  readonly at: string;
  /** Id of the database it is of. */
  readonly instance: string;
  readonly migrations: readonly string[];
  readonly tables: readonly CopiedTable[];
  readonly sequences: readonly { readonly name: string; readonly last: number | null }[];
  /** Undefined where an object store keeps them: it has copies of its own. */
  readonly files?: number;
}

/**
 * `npm run backup -- DIRECTORY`: writes the database as of one moment and the stored files, which are encrypted, to a
 * new directory in it, while the portal works. Never the keys. Needs the owner's way to the database.
 */
async function run(): Promise<void> {
  const [directory] = process.argv.slice(2);
  if (directory === undefined) throw new StartError('Give a directory: npm run backup -- /media/backup');
  const config = readConfig(undefined, 'owner');
  await withDatabase(config, ({ ownerUrl }) =>
    withPool({ url: ownerUrl, max: 1, statementTimeout: 0 }, async owner => {
      const at = new Date().toISOString();
      const name = `cen-${at.slice(0, 19).replace(/[-:]/g, '')}`;
      const draft = join(resolve(directory), `${name}.part`);
      const { tables, files } = await writeBackup(owner, config, { at, draft }).catch(async (error: unknown) => {
        // What is not whole restores nothing, and its rows can be read.
        await rm(draft, { recursive: true, force: true });
        throw error;
      });
      await rename(draft, join(resolve(directory), name));
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      const restores = await notedRestores(resolve(directory));
      for (const copy of [{ kind: 'backup' as const, at: new Date().toISOString(), of: at, rows }, ...restores])
        await keepCopy(owner, copy);
      const size = `${rows} rows of ${tables.length} tables, ${files.length} files`;
      report(`Backed up to ${join(directory, name)}: ${size}.`);
      report('The keys are not in it: keep them apart.');
      if (config.s3) report('The stored files are in the object store, which is backed up by its own means.');
    }),
  );
}

async function writeBackup(owner: Pool, config: GivenConfig, { at, draft }: { at: string; draft: string }) {
  for (const part of ['tables', 'files']) await mkdir(join(draft, part), { recursive: true, mode: 0o700 });
  const files: CopiedFile[] = [];
  // The seal before the rows it may be held against: one that is younger than they are would be missed in them.
  const seal = join(config.fileStore, trailHead);
  if (existsSync(seal)) files.push({ name: trailHead, sha256: await copyFile(seal, join(draft, 'files', trailHead)) });
  const { claimed, ...database } = await copyDatabase(owner, join(draft, 'tables'));
  // Files after the rows that name them: what a row names is there.
  if (!config.s3) files.push(...(await storedIn(config.fileStore, draft, claimed)));
  await writeFile(join(draft, 'files.sha256'), listed(files), { mode: 0o600 });
  const manifest: Manifest = { format: 1, at, ...database, ...(config.s3 ? {} : { files: files.length }) };
  await writeFile(join(draft, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
  return { tables: manifest.tables, files };
}

/** Throws StartError where the portal has been served, and its files are somewhere else. */
async function storedIn(fileStore: string, draft: string, claimed: boolean): Promise<CopiedFile[]> {
  const files = existsSync(fileStore) ? await copyStore(fileStore, join(draft, 'files')) : [];
  if (claimed && !files.some(({ name }) => name.endsWith(mark)))
    throw new StartError('FILE_STORE does not hold the files of this portal: give the place where it keeps them.');
  return files;
}

async function copyDatabase(owner: Pool, directory: string) {
  const client = await owner.connect();
  try {
    await beginSnapshot(client);
    const tables: CopiedTable[] = [];
    for (const table of await listTables(client)) tables.push(await copyOut(client, directory, table));
    const { id: instance, claimed } = await readInstance(client);
    return {
      instance,
      claimed,
      migrations: (await readMigrations(client)) ?? [],
      tables,
      sequences: await readSequences(client),
    };
  } finally {
    client.release(true);
  }
}

await runCommand(run);
