import { cpSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { refuseUnfitDatabase } from '../../src/cli/claim.ts';
import { knownMigrations } from '../../src/db/known-migrations.ts';
import { migrate } from '../../src/db/migrate.ts';
import { unfitness } from '../../src/db/preflight.ts';
import { afterFile } from '../support/after-file.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { lay as layNext, nextMigration, nextRelease } from '../support/next-release.ts';
import { rowsOf } from '../upgrades/rows.ts';
import { schemaOf } from '../upgrades/schema.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await ownDatabase();
});

/** The portal's migrations, beside which a test lays another. */
let directory: string;
beforeEach(() => {
  directory = nextRelease();
});
afterEach(() => rmSync(directory, { recursive: true }));

const next = nextMigration;
const newest = knownMigrations().at(-1) ?? '';
const lay = (statements: string, contract?: string): void => layNext(directory, statements, contract);

/** Everything there is: what migrations made, and every field of every row. */
async function dump(): Promise<unknown> {
  const { rows } = await database.owner.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
     group by 1 order by 1`,
  );
  const print = [...(await rowsOf(database.owner, rows))].map(([name, all]) => [name, [...all].sort()]);
  return JSON.stringify([await schemaOf(database.owner), print]);
}

/** What the operator is told, and that nothing was changed. */
async function refusal(): Promise<string> {
  const before = await dump();
  const said = await migrate(database.ownerUrl, directory).then(
    () => 'migrated',
    (error: Error) => `${error.constructor.name}: ${error.message}`,
  );
  expect(await dump()).toBe(before);
  return said;
}

const stop = (): Promise<unknown> => database.owner.query('truncate portal_processes');
const live = (name: string, knows: string | null, seen = '10 seconds') =>
  database.owner.query(
    `insert into portal_processes (machine, name, pid, release, node, began_at, seen_at, knows)
     values ('one', $1, 7, '0.1.0', '24', now(), now() - $3::interval, $2)`,
    [name, knows, seen],
  );

test('a database of a newer version is refused, and left as it was', async () => {
  await database.owner.query(
    `insert into migrations (name, batch, migration_time) values ('20991231000200_later.ts', 9, now())`,
  );
  lay('create table never_made ()');
  expect(await refusal()).toMatch(
    /^StartError: This database was made by a newer version .*; nothing was changed: start/,
  );
  await database.owner.query(`delete from migrations where name = '20991231000200_later.ts'`);
});

test('a server that is too old is refused, and a database that does not keep texts as UTF-8', async () => {
  expect(unfitness({ version: '17.12 (Debian 17.12-0+deb13u1)', encoding: 'UTF8' })).toMatch(
    /PostgreSQL 17\.12 .* 18 or/,
  );
  expect(unfitness({ version: '18.4', encoding: 'UTF8' })).toBeUndefined();
  expect(unfitness({ version: '19beta1', encoding: 'UTF8' })).toBeUndefined();
  // Made as a cluster of the locale POSIX makes its databases: it would take every byte, and no search by words.
  const { owner, ownerUrl } = database;
  await owner.query(`create database posix template template0 encoding 'SQL_ASCII' locale 'C'`);
  afterFile(() => owner.query('drop database posix'));
  await expect(migrate(ownerUrl.replace(/\/[^/?]+(?=\?|$)/, '/posix'))).rejects.toThrow(
    /^The database keeps texts as SQL_ASCII, .* UTF8 .*; nothing was changed/,
  );
});

test('a disk without room for the largest table once more is refused, and the database is left as it was', async () => {
  lay('create table never_made ()');
  await database.owner.query('create table room ()');
  const { rows } = await database.owner.query<{ path: string }>(
    `select current_setting('data_directory') || '/' || pg_relation_filepath('room') as path`,
  );
  // A file of a terabyte without contents: the table seems to be as large.
  truncateSync(rows[0]?.path ?? '', 2 ** 40);
  expect(await refusal()).toMatch(/^StartError: The disk of the database has \d+ MB left, and 10997\d\d MB are needed/);
  await database.owner.query('drop table room');
});

test('a migration that cannot be applied takes those before it back, and names itself', async () => {
  lay(
    `create table never_made (); update accounts set person_name = 'changed'; alter table accounts drop column no_such`,
  );
  cpSync(join(directory, next), join(directory, '20991231000200_after_it.ts'));
  lay('create table made_before ()');
  expect(await refusal()).toMatch(
    /^StartError: The migration 20991231000200_after_it\.ts cannot be applied .*"no_such" .*; nothing was changed/,
  );
});

test('a contract waits for the last process that reads what it takes, then keeps others from starting', async () => {
  afterFile(stop);
  await stop();
  await database.owner.query('alter table accounts add column old_name text');
  lay(
    'alter table accounts drop column old_name',
    `export const contract = { after: '${newest}', takes: ['accounts.old_name'] };`,
  );
  await live('web 1', newest);
  await live('web 2', null);
  await live('jobs 1', '20261129200100_know_how_it_does.ts');
  await live('killed', null, '5 minutes');
  expect(await refusal()).toMatch(
    / earlier version still work on this database \(jobs 1 on one, web 2 on one\), and what/,
  );
  await database.owner.query(`delete from portal_processes where name in ('web 2', 'jobs 1')`);
  expect(await migrate(database.ownerUrl, directory)).toEqual([next]);
  const { rows } = await database.owner.query('select needs_migration as needs from portal_instance');
  expect(rows).toEqual([{ needs: newest }]);
  // This version knows it, and may be started; the one before would be refused.
  const role = database.appUrl;
  await expect(refuseUnfitDatabase(role)).rejects.toThrow(/demo accounts/);
  await database.owner.query(`update portal_instance set needs_migration = default;
    delete from migrations where name = '${next}'`);
});

test('a table in use is waited for in turns that nobody behind has to wait out', async () => {
  lay('alter table accounts add column another text');
  const reader = await database.owner.connect();
  await reader.query('begin; select from accounts');
  const migrating = migrate(database.ownerUrl, directory);
  const waits: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const began = performance.now();
    // As a page reads: it gives up after 2.5 s, and must never have to.
    await database.pool.query(`set lock_timeout = '2500ms'; select count(*) from accounts`);
    waits.push(performance.now() - began);
    await sleep(500);
  }
  await reader.query('commit');
  reader.release();
  expect(await migrating).toEqual([next]);
  // Somebody did have to wait: the migration was waiting for the reader.
  expect(Math.max(...waits)).toBeGreaterThan(200);
  await database.owner.query(`alter table accounts drop column another; delete from migrations where name = '${next}'`);
}, 60_000);

test('two who migrate at once do so one after the other', async () => {
  lay('create table made_once ()');
  const both = await Promise.all([migrate(database.ownerUrl, directory), migrate(database.ownerUrl, directory)]);
  expect(both.toSorted()).toEqual([[], [next]]);
});
