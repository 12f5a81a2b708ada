import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealRows } from '../../src/audit/index.ts';
import { prepareDatabase } from '../../src/cli/prepare.ts';
import { openPool } from '../../src/db/pool.ts';
import { openFileStore } from '../../src/files/store/file-store.ts';
import { contents } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { compiled } from '../support/compiled.ts';
import { ownDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { groundOf } from '../support/seizures.ts';
import { chainOf, untilEnded } from '../support/trail.ts';

const key = randomBytes(32);
const place = mkdtempSync(join(tmpdir(), 'cen-backup-'));
const [files, restored, backups] = ['files', 'restored', 'backups'].map(name => join(place, name)) as [
  string,
  string,
  string,
];
let database: TestDatabase;
/** An empty database that `npm run migrate` has made, on the same server. */
let empty: { name: string; url: string };
let stored: string;

beforeAll(async () => {
  database = await ownDatabase();
  await (await groundOf(database)).put([sampleRecord('DRUG')]);
  stored = (await openFileStore(files, key).put(Readable.from([Buffer.from('a picture')]), 100)).id;
  await untilEnded(database.owner);
  await sealRows(chainOf(database, key));
  const name = `${database.name}_empty`;
  await database.owner.query(`create database ${name}`);
  empty = { name, url: database.ownerUrl.replace(database.name, name) };
  await prepareDatabase({ ownerUrl: empty.url, report: () => undefined });
}, 300_000);
afterAll(async () => {
  rmSync(place, { recursive: true, force: true });
});

/** Runs a command of the operator as the owner of a database. Answers what it said. */
async function command(name: string, ownerUrl: string, fileStore: string, ...given: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [`src/cli/${name}.ts`, ...given], {
    env: { ...compiled, NODE_ENV: 'production', DATABASE_OWNER_URL: ownerUrl, FILE_STORE: fileStore, DATA_DIR: place },
  }).catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}
/** What is left out, and two long lists whose print here hangs on when they were written: the command has its own. */
const besides =
  /^(sessions|account_sessions|account_challenges|sign_in_limits|migrations|cws_search$|reference_codes$)/;
async function rowsOf(url: string): Promise<Record<string, string>> {
  const pool = openPool({ url, max: 1, statementTimeout: 0 });
  const rows = await contents(pool).finally(() => pool.end());
  return Object.fromEntries(Object.entries(rows).filter(([name]) => !besides.test(name)));
}

test('a backup holds every row and file and no key; restored it is the same, and nobody is signed in', async () => {
  const said = await command('backup', database.ownerUrl, files, backups);
  expect(said).toMatch(/^Backed up to \S+: \d+ rows of \d+ tables, 1 files\.\nThe keys are not in it/);
  const [name = ''] = readdirSync(backups);
  const backup = join(backups, name);
  expect(statSync(backup).mode & 0o077).toBe(0);
  const inIt = readdirSync(backup, { recursive: true, withFileTypes: true }).filter(one => one.isFile());
  for (const one of inIt) expect(readFileSync(join(one.parentPath, one.name)).includes(key)).toBe(false);

  expect(await command('restore', database.ownerUrl, restored, backup)).toMatch(/^The database is in use: /);
  expect(await command('restore', empty.url, files, backup)).toMatch(/^FILE_STORE is not empty: /);
  expect(await command('restore', empty.url, restored, backup)).toMatch(
    /^Restored as of \S+: \d+ rows .* each as it was/,
  );
  expect(await rowsOf(empty.url)).toEqual(await rowsOf(database.ownerUrl));
  expect(await text(await openFileStore(restored, key).get(stored))).toBe('a picture');

  const pool = openPool({ url: empty.url, max: 2 });
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from sessions');
  expect(rows).toEqual([{ n: 0 }]);
  // Foreign keys, triggers and sequences are there again: the next row comes after the last.
  const held = async (url: string): Promise<unknown> => {
    const owner = openPool({ url, max: 1 });
    const found = await owner.query(
      `select (select count(*)::int from pg_constraint where contype = 'f') as keys,
        (select count(*)::int from pg_trigger where tgenabled = 'D') as resting,
        (select string_agg(sequencename || ' ' || last_value, ',' order by sequencename) from pg_sequences) as said`,
    );
    await owner.end();
    return found.rows;
  };
  expect(await held(empty.url)).toEqual(await held(database.ownerUrl));
  await pool.end();
}, 300_000);

test('a backup that was changed or broken off is refused, with nothing changed', async () => {
  const [name = ''] = readdirSync(backups);
  const backup = join(backups, name);
  const other = `${database.name}_other`;
  await database.owner.query(`create database ${other} template ${empty.name}`);
  const url = database.ownerUrl.replace(database.name, other);
  await database.owner.query('select 1');
  const pool = openPool({ url, max: 1 });
  await pool.query('truncate accounts, seizures, audit_events cascade');
  await pool.end();
  const manifest = join(backup, 'manifest.json');
  const whole = readFileSync(manifest, 'utf8');
  writeFileSync(manifest, whole.replace(/("name": "seizures",[\s\S]*?"rows": )\d+/, '$17'));
  const before = await rowsOf(url);
  const again = join(place, 'again');
  expect(await command('restore', url, again, backup)).toMatch(/^The table seizures of the backup is not the one /);
  expect(await rowsOf(url)).toEqual(before);
  rmSync(manifest);
  expect(await command('restore', url, again, backup)).toMatch(/ holds no whole backup \(manifest\.json: no such file/);
  writeFileSync(manifest, whole);
  for (const one of [other, empty.name]) await database.owner.query(`drop database ${one} with (force)`);
}, 300_000);
