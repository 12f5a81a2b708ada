import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { sealRows } from '../../src/audit/index.ts';
import { adoptFiles, claimInstance, refuseUnfitDatabase, strangeness } from '../../src/cli/claim.ts';
import type { Config } from '../../src/config.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openFileStore } from '../../src/files/store/file-store.ts';
import { compiled } from '../support/compiled.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { chainOf, putRows, untilEnded } from '../support/trail.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await ownDatabase();
});

const key = randomBytes(32);
const place = () => mkdtempSync(join(tmpdir(), 'cen-files-'));
const configOf = (fileStore: string, masterKey = key): Config => ({ fileStore, masterKey }) as unknown as Config;
const claim = (fileStore: string, masterKey = key) => claimInstance(configOf(fileStore, masterKey), database.appUrl);
const store = async (fileStore: string) => openFileStore(fileStore, key).put(Readable.from([Buffer.from('x')]), 10);

/** As another database would be: new, or used before. */
const forget = (begun = false) =>
  database.owner.query(
    'update portal_instance set id = gen_random_uuid(), begun = $1, claimed_at = null, key_check = null',
    [begun],
  );

test('boot.identity: what does not belong together does not start, and the sentence says what to do', async () => {
  await forget();
  const [ours, full, none] = [place(), place(), place()];
  await store(full);
  // An empty database beside a full file store.
  await expect(claim(full)).rejects.toThrow(/^The database is new and empty, but FILE_STORE holds files .*adopt-files/);
  // The first start of all ties them; the second finds them tied.
  await claim(ours);
  await store(ours);
  await claim(ours);
  // A used database beside an empty store, a store of unknown files, and another key.
  await expect(claim(none)).rejects.toThrow(/^The database has been used, but FILE_STORE is empty: .*adopt-files/);
  await expect(claim(full)).rejects.toThrow(/^FILE_STORE holds files, but none that says .*adopt-files/);
  await expect(claim(ours, randomBytes(32))).rejects.toThrow(/^The master key is not the one .*MASTER_KEY_FILE/);
  // A restored copy of the same database is the same database.
  await claim(ours);
  // Another database beside these files; adopted knowingly it goes on.
  await forget(true);
  await expect(claim(ours)).rejects.toThrow(/^FILE_STORE holds the files of another database/);
  expect(await adoptFiles(database.pool, configOf(ours))).toMatch(/^[\da-f-]{36}$/);
  await claim(ours);
  await expect(claim(ours, randomBytes(32))).rejects.toThrow(/^The master key is not the one/);
});

test('a database of before there were marks takes its files as they are, but no key that did not seal its trail', async () => {
  await forget(true);
  const files = place();
  await store(files);
  await putRows(database.owner, [{}]);
  await untilEnded(database.owner);
  await sealRows(chainOf(database, key));
  await expect(claim(files, randomBytes(32))).rejects.toThrow(/^The master key is not the one/);
  await claim(files);
  await claim(files);
});

test('a process for jobs does not begin on what does not belong together', async () => {
  await forget(true);
  const files = place();
  await claim(files);
  const keyFile = join(place(), 'another.key');
  writeFileSync(keyFile, randomBytes(32), { mode: 0o400 });
  const { stderr } = await promisify(execFile)(process.execPath, ['src/jobs-process.ts'], {
    env: {
      ...compiled,
      NODE_ENV: 'development',
      DATABASE_URL: database.appUrl,
      MASTER_KEY_FILE: keyFile,
      FILE_STORE: files,
      DATA_DIR: place(),
      LOG_LEVEL: 'silent',
    },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  }).catch((error: { stderr: string }) => error);
  expect(stderr).toMatch(/^The master key is not the one/);
}, 120_000);

test.each([
  [{ begun: false, claimed: false }, { mark: undefined, isEmpty: true }, undefined],
  [{ begun: false, claimed: false }, { mark: undefined, isEmpty: false }, 'newDatabase'],
  [{ begun: false, claimed: false }, { mark: 'b', isEmpty: false }, 'newDatabase'],
  [{ begun: true, claimed: false }, { mark: undefined, isEmpty: false }, undefined],
  [{ begun: true, claimed: false }, { mark: undefined, isEmpty: true }, undefined],
  [{ begun: true, claimed: false }, { mark: 'b', isEmpty: false }, 'otherFiles'],
  [{ begun: false, claimed: true }, { mark: undefined, isEmpty: true }, 'newFiles'],
  [{ begun: false, claimed: true }, { mark: undefined, isEmpty: false }, 'unmarked'],
  [{ begun: false, claimed: true }, { mark: 'a', isEmpty: false }, undefined],
] as const)('%j beside %j: %s', (instance, found, problem) => {
  expect(strangeness({ id: 'a', ...instance }, found)).toBe(problem);
});

test('the application cannot change what identifies the portal, nor seal out of turn', async () => {
  for (const statement of [
    'update portal_instance set id = gen_random_uuid()',
    "update portal_instance set key_check = 'x'",
    'update portal_instance set claimed_at = null',
    'delete from portal_instance',
    `insert into audit_seals (number, form, from_tx, from_id, to_tx, to_id, horizon, row_count, rows_digest, marks,
       previous, digest, mac, at)
     select 999999, form, from_tx, from_id, to_tx, to_id + 1, horizon, row_count, rows_digest, marks, previous,
       sha256('x'), mac, at from audit_seals order by number desc limit 1`,
  ])
    await expect(database.pool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
});

test('production refuses a role that could do more than serve requests, and a database that is not its own', async () => {
  const refused = (url: string) =>
    refuseUnfitDatabase(url).then(
      () => undefined,
      (error: Error) => error.message,
    );
  expect(await refused(database.ownerUrl)).toMatch(/^DATABASE_URL connects as "cen_owner", a superuser: give the role/);
  const role = `${database.name}_role`;
  const url = database.ownerUrl.replace(/\/\/[^@]*@/, `//${role}:pw@`);
  await database.owner.query(`create role ${role} login password 'pw'`);
  try {
    await database.owner.query(`grant select on migrations, accounts, portal_instance to ${role}`);
    expect(await refused(url)).toMatch(/demo accounts\. The portal does not start on it in production\.$/);
    await database.owner.query(`alter role ${role} createrole`);
    expect(await refused(url)).toMatch(/, one that may make roles, pass by row security or reach/);
    await database.owner.query(`alter role ${role} nocreaterole; alter table import_steps owner to ${role}`);
    expect(await refused(url)).toMatch(/, one that owns tables of the portal, its database or its schema: give/);
    await database.owner.query(`alter table import_steps owner to cen_owner; grant pg_read_server_files to ${role}`);
    expect(await refused(url)).toMatch(/reach the server's files: give/);
    await database.owner.query(
      `revoke pg_read_server_files from ${role}; delete from migrations where name like '%instance%'`,
    );
    expect(await refused(url)).toMatch(/^The database is not up to date: run "npm run migrate"/);
    // A newer release has migrated: this one is served beside it, until what it uses is taken away.
    await database.owner.query(
      `insert into migrations (name, batch, migration_time) values ('20261127170100_create_instance.ts', 1, now()),
        ('20991231000100_next_release.ts', 9, now())`,
    );
    expect(await refused(url)).toMatch(/demo accounts/);
    await database.owner.query("update portal_instance set needs_migration = '20991231000100_next_release.ts'");
    expect(await refused(url)).toMatch(/^This database was changed by a newer version of the portal so that this one/);
    await database.owner.query('update portal_instance set needs_migration = default');
    await database.owner.query("delete from migrations where name like '%next_release%' or name like '%instance%'");
  } finally {
    await database.owner.query(`reassign owned by ${role} to cen_owner; drop owned by ${role}; drop role ${role}`);
  }
});

test('a database by socket, its directory in the host or in the query, works for both halves', async () => {
  const url = new URL(database.ownerUrl);
  const directory = decodeURIComponent(url.hostname);
  const byQuery = `postgres://${url.username}:${url.password}@${url.pathname}?host=${directory}`;
  await database.owner.query(
    "insert into migrations (name, batch, migration_time) values ('20261127170100_create_instance.ts', 1, now())",
  );
  expect([await migrate(byQuery), await migrate(database.ownerUrl)]).toEqual([[], []]);
  const app = new URL(database.appUrl);
  await expect(
    refuseUnfitDatabase(`postgres://${app.username}:${app.password}@${app.pathname}?host=${directory}`),
  ).rejects.toThrow('demo accounts');
});
