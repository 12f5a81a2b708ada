import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import pino from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openChain, sealRows } from '../../src/audit/index.ts';
import { openKeyring } from '../../src/cencomm/index.ts';
import { takeFirstKey } from '../../src/cencomm/keys/first-key.ts';
import type { MessageRow } from '../../src/cencomm/mail/message.ts';
import { openMessage } from '../../src/cencomm/mail/reading/decrypt-message.ts';
import { messageColumns } from '../../src/cencomm/mail/store-messages.ts';
import { prepareDatabase } from '../../src/cli/prepare.ts';
import { notedRestores } from '../../src/cli/tried-restores.ts';
import { openPool } from '../../src/db/pool.ts';
import { beginSnapshot } from '../../src/db/store-backup.ts';
import { openFileStore } from '../../src/files/store/file-store.ts';
import { writeMark } from '../../src/files/store/instance-mark.ts';
import { keepCopy } from '../../src/operations/index.ts';
import { contents } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { openOperation, sendAs } from '../support/cencomm.ts';
import { compiled } from '../support/compiled.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { patientLimits } from '../support/patient-limits.ts';
import { groundOf } from '../support/seizures.ts';
import { putRows, untilEnded } from '../support/trail.ts';

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
/** CENcomm's master key, kept apart from every backup. */
const cencommKeys = join(place, 'cencomm-keys');
let operation: string;

/** As the portal seals, its newest seal beside the files. */
const chain = () =>
  openChain({ jobPool: database.pool, log: pino({ level: 'silent' }), masterKey: key, directory: files });

beforeAll(async () => {
  database = await ownDatabase();
  await (await groundOf(database)).put([sampleRecord('DRUG')]);
  stored = (await openFileStore(files, key).put(Readable.from([Buffer.from('a picture')]), 100)).id;
  await takeFirstKey({ pool: database.pool, directory: cencommKeys, make: true });
  operation = await openOperation({ ...database, cencommKeys }, { owner: 'ke.ncp' });
  await sendAs({ ...database, cencommKeys }, 'ke.ncp', operation, { body: 'A body to be found again' });
  await untilEnded(database.owner);
  await sealRows(chain());
  await goAhead();
  const { rows } = await database.owner.query<{ id: string }>(
    'update portal_instance set claimed_at = now() returning id',
  );
  await writeMark(openFileStore(files, key), rows[0]?.id ?? '');
  // An operator's key beside the files.
  writeFileSync(join(files, 'master.key'), key);
  const name = `${database.name}_empty`;
  await database.owner.query(`create database ${name}`);
  empty = { name, url: database.ownerUrl.replace(database.name, name) };
  await prepareDatabase({ ownerUrl: empty.url, report: () => undefined });
}, 300_000);
afterAll(async () => {
  rmSync(place, { recursive: true, force: true });
});

/** As a database that was moved to another server once: its trail counts on from there, and is sealed so. */
async function goAhead(): Promise<void> {
  await database.owner.query(
    `update audit_clock set ahead = 1000000;
     alter table audit_events alter tx
       set default ((pg_current_xact_id()::text::bigint + 1000000)::text)::xid8`,
  );
  await putRows(database.owner, [{}]);
  await vi.waitUntil(async () => (await sealRows(chain())).rows > 0, { timeout: 60_000 });
}

/** Runs a command of the operator as the owner of a database. Answers what it said. */
async function command(name: string, ownerUrl: string, fileStore: string, ...given: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [`src/cli/${name}.ts`, ...given], {
    env: { ...compiled, NODE_ENV: 'production', DATABASE_OWNER_URL: ownerUrl, FILE_STORE: fileStore, DATA_DIR: place },
  }).catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}
/** Runs a command of the operator as the portal's role, with both kinds of keys. */
async function check(name: string, database: string, fileStore: string, ...given: string[]): Promise<string> {
  const keyFile = join(place, 'master.key');
  if (!existsSync(keyFile)) writeFileSync(keyFile, key, { mode: 0o400 });
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [`src/cli/${name}.ts`, ...given], {
    env: {
      ...compiled,
      NODE_ENV: 'development',
      DATABASE_URL: database,
      MASTER_KEY_FILE: keyFile,
      CENCOMM_KEYS: cencommKeys,
      FILE_STORE: fileStore,
      DATA_DIR: place,
    },
  }).catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}
/**
 * What is left out, what each place knows of its own copies, and two long lists whose print here hangs on when they
 * were written: the command has its own.
 */
const besides = new RegExp(
  '^((account_)?sessions|account_challenges|sign_in_limits|migrations|audit_clock|portal_copies|cws_search$|' +
    'reference_codes$)',
);
async function rowsOf(url: string): Promise<Record<string, string>> {
  const pool = openPool({ url, max: 1, statementTimeout: 0 });
  const rows = await contents(pool).finally(() => pool.end());
  return Object.fromEntries(Object.entries(rows).filter(([name]) => !besides.test(name)));
}

test('a backup holds every row and file and no key; restored it is the same, and nobody is signed in', async () => {
  const said = await command('backup', database.ownerUrl, files, backups);
  expect(said).toMatch(/^Backed up to \S+: \d+ rows of \d+ tables, 3 files\.\nThe keys are not in it/);
  const [name = ''] = readdirSync(backups);
  const backup = join(backups, name);
  expect(statSync(backup).mode & 0o077).toBe(0);
  const inIt = readdirSync(backup, { recursive: true, withFileTypes: true }).filter(one => one.isFile());
  for (const one of inIt) expect(readFileSync(join(one.parentPath, one.name)).includes(key)).toBe(false);

  expect(await command('restore', database.ownerUrl, restored, backup)).toMatch(/^The database is in use: /);
  expect(await command('restore', empty.url, files, backup)).toMatch(/^FILE_STORE is not empty: /);
  const pool = openPool({ url: empty.url, max: 2, ...patientLimits });
  await pool.query(`insert into sessions (sid, sess, expire) values ('left', '{}', now() + interval '1 day')`);
  expect(await command('restore', empty.url, restored, backup)).toMatch(
    /^Restored as of \S+: \d+ rows .* each as it was/,
  );
  expect(await rowsOf(empty.url)).toEqual(await rowsOf(database.ownerUrl));
  expect(await text(await openFileStore(restored, key).get(stored))).toBe('a picture');

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
  // With the keys, what members wrote is read again, and all that is sealed opens.
  const keys = openKeyring({ pool, directory: cencommKeys });
  const messages = await pool.query<MessageRow>(
    `select ${messageColumns.text} from cencomm_messages m where operation_id = $1`,
    [operation],
  );
  const opened = await Promise.all(messages.rows.map(row => openMessage(pool, keys, row)));
  expect(opened).toMatchObject([{ isWhole: true, message: { body: 'A body to be found again' } }]);
  const appUrl = database.appUrl.replace(database.name, empty.name);
  expect(await check('cencomm-keys', appUrl, restored, 'verify', 'contents')).not.toMatch(/broken|gap|away|problem/);
  // The chain of the trail holds what it held.
  expect(await check('verify-trail', appUrl, restored)).toMatch(/^The trail is whole: \d+ rows under [1-9]/);
  // What administrators are told: of the backup where it was made, of the restore where it was read and beside it.
  const copies = 'select kind, row_count as rows from portal_copies order by id';
  const made = await database.owner.query<{ kind: string; rows: number }>(copies);
  expect(made.rows).toEqual([{ kind: 'backup', rows: expect.any(Number) }]);
  const read = await pool.query<{ kind: string; rows: number }>(copies);
  expect(read.rows).toEqual([{ kind: 'restore', rows: made.rows[0]?.rows }]);
  const [note, ...more] = await notedRestores(backups);
  expect([note, more]).toEqual([expect.objectContaining({ kind: 'restore', rows: made.rows[0]?.rows }), []]);
  if (note) for (let told = 0; told < 2; told += 1) await keepCopy(database.owner, note);
  expect((await database.owner.query(copies)).rows.map(({ kind }) => kind)).toEqual(['backup', 'restore']);
  // The trail goes on behind its last seal.
  await putRows(pool, [{}]);
  const later = await pool.query<{ later: boolean }>(
    `select (select tx from audit_events order by id desc limit 1) > (select max(to_tx) from audit_seals) as later`,
  );
  expect(later.rows).toEqual([{ later: true }]);
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
  expect(readdirSync(again)).toEqual([]);
  writeFileSync(manifest, whole.replace(/\{\s*"name": "seizures",[\s\S]*?\},/, ''));
  expect(await command('restore', url, again, backup)).toMatch(/^The backup does not hold every table /);
  writeFileSync(manifest, whole);
  const file = join(backup, 'files', stored.slice(0, 2), stored);
  writeFileSync(file, 'another picture');
  expect(await command('restore', url, again, backup)).toMatch(/^The file \S+ of the backup is not the one /);
  expect(await rowsOf(url)).toEqual(before);
  expect(readdirSync(again)).toEqual([]);
  rmSync(manifest);
  expect(await command('restore', url, again, backup)).toMatch(/ holds no whole backup \(manifest\.json: no such file/);
  for (const one of [other, empty.name]) await database.owner.query(`drop database ${one} with (force)`);
}, 300_000);

test('files of another place are no backup, and nothing is left of what failed', async () => {
  const elsewhere = join(place, 'elsewhere');
  expect(await command('backup', database.ownerUrl, join(place, 'nowhere'), elsewhere)).toMatch(
    /^FILE_STORE does not hold the files of this portal/,
  );
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('while a backup is made no table is removed', async () => {
  const client = await database.owner.connect();
  await beginSnapshot(client);
  const removal = database.owner.query(
    `do $$ begin
       perform set_config('lock_timeout', '100ms', true);
       lock table audit_events in access exclusive mode;
     end $$`,
  );
  await expect(removal.finally(() => client.release(true))).rejects.toMatchObject({ code: '55P03' });
});
