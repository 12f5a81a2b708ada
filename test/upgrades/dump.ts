import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib';
import knexFactory from 'knex';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { knexConfig } from '../../src/db/migrate.ts';
import { openPool, type Client } from '../../src/db/pool.ts';
import { closeRoom, listTables, makeRoom, readSequences } from '../../src/db/store-backup.ts';
import { readMigrations } from '../../src/db/store-instance.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { schemaOf } from './schema.ts';

/** A database as a released version had made it. README.md says how one is made. */
export interface Dump {
  /** The commit of the version. */
  readonly version: string;
  readonly migrations: readonly string[];
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly sequences: readonly { readonly name: string; readonly last: number | null }[];
  readonly schema: readonly string[];
  /** Keys made for this dump, which protect nothing (hex), and the newest seal of its trail. */
  readonly masterKey: string;
  readonly cencommKey: string;
  readonly trailHead: unknown;
}

const quoted = (name: string): string => `"${name}"`;
const listOf = (names: readonly string[]): string => names.map(quoted).join();

/** Writes a database to `dump.json` and `rows.zst`: for each table its name, its size and its rows as of COPY. */
export async function writeDump(
  client: Client,
  directory: string,
  rest: Pick<Dump, 'version' | 'masterKey' | 'cencommKey' | 'trailHead'>,
): Promise<void> {
  const tables = await listTables(client);
  const parts: Buffer[] = [];
  for (const { name, columns } of tables) {
    const rows = await buffer(client.query(copyTo(`copy (select ${listOf(columns)} from ${quoted(name)}) to stdout`)));
    parts.push(Buffer.from(`${name} ${rows.length}\n`), rows);
  }
  const dump: Dump = {
    ...rest,
    migrations: (await readMigrations(client)) ?? [],
    tables,
    sequences: await readSequences(client),
    schema: await schemaOf(client),
  };
  const params = { [constants.ZSTD_c_compressionLevel]: 19 };
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'rows.zst'), await promisify(zstdCompress)(Buffer.concat(parts), { params }));
  await writeFile(join(directory, 'dump.json.gz'), await promisify(gzip)(JSON.stringify(dump), { level: 9 }));
}

export async function readDump(directory: string): Promise<Dump> {
  const text = await promisify(gunzip)(await readFile(join(directory, 'dump.json.gz')));
  return JSON.parse(text.toString()) as Dump;
}

/**
 * Brings an empty database to where it was: the migrations it had then, which are never edited, and its rows. Throws
 * where they no longer make the schema that they made.
 */
export async function restoreDump(ownerUrl: string, directory: string): Promise<Dump> {
  const dump = await readDump(directory);
  const knex = knexFactory(knexConfig(ownerUrl));
  for (const name of dump.migrations) await knex.migrate.up({ name });
  await knex.destroy();
  const rows = rowsIn(await promisify(zstdDecompress)(await readFile(join(directory, 'rows.zst'))));
  const pool = openPool({ url: ownerUrl, max: 1, statementTimeout: 0 });
  await inTransaction(pool, async client => {
    const made = await schemaOf(client);
    const edited = [
      ...dump.schema.filter(line => !made.includes(line)),
      ...made.filter(line => !dump.schema.includes(line)),
    ];
    if (edited.length > 0) throw new Error(`released migrations were edited: ${edited.join('\n')}`);
    const names = dump.tables.map(({ name }) => name);
    const keys = await makeRoom(client, names);
    for (const { name, columns } of dump.tables) {
      const statement = copyFrom(`copy ${quoted(name)} (${listOf(columns)}) from stdin`);
      await pipeline(Readable.from([rows.get(name) ?? Buffer.alloc(0)]), client.query(statement));
    }
    await closeRoom(client, names, keys, dump.sequences);
    await client.query('select continue_trail()');
  });
  await pool.end();
  return dump;
}

function rowsIn(all: Buffer): Map<string, Buffer> {
  const rows = new Map<string, Buffer>();
  for (let at = 0; at < all.length; ) {
    const end = all.indexOf('\n', at);
    const [name = '', size = ''] = all.toString('utf8', at, end).split(' ');
    at = end + 1 + Number(size);
    rows.set(name, all.subarray(end + 1, at));
  }
  return rows;
}
