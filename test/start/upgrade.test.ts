import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPool, type Pool } from '../../src/db/pool.ts';
import type { Contract } from '../../src/db/contract.ts';
import { knownMigrations, migrationsDirectory } from '../../src/db/known-migrations.ts';
import { afterFile } from '../support/after-file.ts';
import { compiled } from '../support/compiled.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { restoreDump, type Dump } from '../upgrades/dump.ts';
import { differences, rowsOf, type Rows } from '../upgrades/rows.ts';
import { columnsIn, schemaOf } from '../upgrades/schema.ts';

const versions = join(import.meta.dirname, '../upgrades');
const released = readdirSync(versions, { withFileTypes: true }).filter(one => one.isDirectory());

let database: TestDatabase;
beforeAll(async () => {
  database = await ownDatabase();
});

interface Place {
  readonly owner: Pool;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

async function emptyDatabase(name: string): Promise<Place> {
  const whole = `${database.name}_${name}`;
  await database.owner.query(`create database ${whole}`);
  const [ownerUrl, appUrl] = [database.ownerUrl, database.appUrl].map(url => url.replace(database.name, whole)) as [
    string,
    string,
  ];
  const owner = openPool({ url: ownerUrl, max: 2, statementTimeout: 0 });
  afterFile(async () => {
    await owner.end();
    await database.owner.query(`drop database ${whole} with (force)`);
  });
  return { owner, ownerUrl, appUrl };
}

/** The one command of an upgrade, or another of the operator's. */
async function command(
  name: string,
  { ownerUrl, appUrl }: Place,
  more: Record<string, string> = {},
  ...given: string[]
) {
  const env = { ...compiled, PATH: '/usr/bin:/bin', NODE_ENV: 'test', DATABASE_URL: appUrl, ...more };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [`src/cli/${name}.ts`, ...given], {
    env: { ...env, ...(name === 'migrate' ? { DATABASE_OWNER_URL: ownerUrl } : {}) },
  }).catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}

/** Reference lists come with a version: codes are added, put in another order and named better, and none goes. */
const brought = /^(reference_(codes|seeds)(\.\w+| \+)|offices\.(name_\w+|seed_hash)|network_versions\.version)/;

interface Migration {
  readonly contract?: Contract;
  /** What it changes in rows that are there: `table.column`, or `table -` and `table +` for whole rows. */
  readonly changes?: readonly string[];
}

/** What the migrations since then say of themselves. */
async function declaredSince(migrations: readonly string[]): Promise<{ takes: string[]; changes: string[] }> {
  const since = knownMigrations().filter(name => !migrations.includes(name));
  const modules = await Promise.all(since.map(name => import(`${migrationsDirectory}/${name}`) as Promise<Migration>));
  const changes = modules.flatMap(one => one.changes ?? []);
  for (const { contract } of modules) if (contract) expect(knownMigrations()).toContain(contract.after);
  return { takes: modules.flatMap(one => one.contract?.takes ?? []), changes };
}

describe.each(released.map(({ name }) => name))('a database of version %s', version => {
  let place: Place;
  let dump: Dump;
  let declared: { takes: string[]; changes: string[] };
  let before: Rows;
  let after: Rows;
  beforeAll(async () => {
    place = await emptyDatabase('released');
    dump = await restoreDump(place.ownerUrl, join(versions, version));
    declared = await declaredSince(dump.migrations);
    before = await rowsOf(place.owner, dump.tables);
    expect(await command('migrate', place)).toMatch(/The database is up to date\.\n$/);
    after = await rowsOf(place.owner, dump.tables);
  }, 120_000);

  test('upgrade.equal: is upgraded by one command, and every field is what it was or what a migration declares', () => {
    expect([...before.values()].reduce((sum, rows) => sum + rows.size, 0)).toBeGreaterThan(50_000);
    const found = differences(before, after).filter(one => !brought.test(one));
    expect(found.filter(one => !declared.changes.some(change => one.startsWith(change)))).toEqual([]);
  });

  test('has the tables of a new one, and what the release before reads unless a contract takes it', async () => {
    const made = await schemaOf(place.owner);
    expect(made).toEqual(await schemaOf(database.owner));
    const [was, is] = [columnsIn(dump.schema), columnsIn(made)];
    const isTaken = (name: string): boolean => declared.takes.some(taken => `${name}.`.startsWith(`${taken}.`));
    const gone = [...was].filter(([name, type]) => is.get(name) !== type && !isTaken(name));
    expect(gone).toEqual([]);
    // What an older release inserts has no value for a column it does not know.
    const known = new Set([...was.keys()].map(name => name.split('.')[0]));
    const asked = made
      .filter(line => /^column \S+ .* not null$/.test(line))
      .map(line => line.split(' ')[1] ?? '')
      .filter(name => !was.has(name) && known.has(name.split('.')[0]) && !isTaken(name));
    expect(asked).toEqual([]);
  });

  test('its trail is whole under its key, and every message opens', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cen-upgrade-'));
    afterFile(() => rmSync(directory, { recursive: true }));
    const [files, keys] = [join(directory, 'files'), join(directory, 'keys')];
    mkdirSync(files);
    mkdirSync(keys);
    writeFileSync(join(files, 'trail-head.json'), JSON.stringify(dump.trailHead));
    writeFileSync(join(directory, 'master.key'), Buffer.from(dump.masterKey, 'hex'), { mode: 0o400 });
    writeFileSync(join(keys, 'k1.key'), Buffer.from(dump.cencommKey, 'hex'), { mode: 0o400 });
    const env = {
      MASTER_KEY_FILE: join(directory, 'master.key'),
      CENCOMM_KEYS: keys,
      FILE_STORE: files,
      DATA_DIR: directory,
    };
    expect(await command('verify-trail', place, env)).toMatch(/^The trail is whole: \d+ rows under [1-9]/);
    // Stored files are not in the dump: those of libraries are away, and nothing else is wrong.
    const said = (await command('cencomm-keys', place, env, 'verify', 'contents')).trim().split('\n');
    const versions = after.get('cencomm_library_versions')?.size;
    expect(said.filter(line => !line.startsWith('away: '))).toEqual([`${versions} problems in 91 rows.`]);
  }, 60_000);
});
