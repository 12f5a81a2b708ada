import { spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { masterKey } from '../../src/cencomm/keys/master-keys.ts';
import { renewOldKeys } from '../../src/cencomm/keys/scheduled-rotation.ts';
import { wrap } from '../../src/cencomm/keys/keyring.ts';
import { openingPieces, sealingPieces } from '../../src/cencomm/keys/chunks.ts';
import { resealOperation } from '../../src/cencomm/keys/reseal.ts';
import { newSalt, sealText, type Sealed } from '../../src/cencomm/keys/seal.ts';
import { sealedTables } from '../../src/cencomm/keys/sealed-tables.ts';
import { addMasterKey, listKeys, makeMasterKey, retireKey, rewrapKeys } from '../../src/cencomm/keys/rotate.ts';
import { verifySeals } from '../../src/cencomm/keys/verify.ts';
import { readDetails } from '../../src/cencomm/operations/lifecycle/create.ts';
import { openMessage } from '../../src/cencomm/mail/reading/decrypt-message.ts';
import { messageColumns } from '../../src/cencomm/mail/store-messages.ts';
import type { MessageRow } from '../../src/cencomm/mail/message.ts';
import { openFileStore, type FileStore } from '../../src/files/store/file-store.ts';
import { compiled } from '../support/compiled.ts';
import { keysOf, openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let directory: string;
let files: FileStore;
beforeAll(async () => {
  portal = await testPortal();
  directory = await mkdtemp(join(tmpdir(), 'cen-rotation-'));
  await writeFile(join(directory, 'master.key'), randomBytes(32), { mode: 0o400 });
  files = openFileStore(join(directory, 'files'), await readFile(join(directory, 'master.key')));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const place = () => ({ pool: portal.pool, directory: portal.cencommKeys });
const environment = () => ({
  ...compiled,
  PATH: process.env.PATH ?? '',
  NODE_ENV: 'test',
  DATABASE_URL: portal.appUrl,
  CENCOMM_KEYS: portal.cencommKeys,
  DATA_DIR: directory,
  FILE_STORE: join(directory, 'files'),
  MASTER_KEY_FILE: join(directory, 'master.key'),
  SESSION_SECRET: 'x'.repeat(32),
});
const command = (...words: string[]) =>
  spawnSync(process.execPath, ['src/cli/cencomm-keys.ts', ...words], { encoding: 'utf8', env: environment() });
const opened = async (id: string) => {
  const {
    rows: [row],
  } = await portal.pool.query<MessageRow>(`select ${messageColumns.text} from cencomm_messages m where id = $1`, [id]);
  if (!row) throw new Error('no message');
  return openMessage(portal.pool, keysOf(portal), row);
};
const wrapsUnder = async (kekId: string): Promise<number> => {
  const {
    rows: [row],
  } = await portal.owner.query<{ n: number }>(
    'select count(*)::int as n from cencomm_operation_keys where kek_id = $1 and wrapped_dek is not null',
    [kekId],
  );
  return row?.n ?? 0;
};

test('every sealed column of the database is one the rotation and the verifier know', async () => {
  const { rows } = await portal.owner.query<{ table: string; text: string }>(`
    select table_name as table, left(column_name, -3) as text from information_schema.columns where table_name
      like 'cencomm%' and column_name like '%\\_ct' order by 1, 2`);
  const known = [
    ...sealedTables.flatMap(({ table, texts }) => texts.map(text => ({ table, text }))),
    { table: 'cencomm_uploads', text: 'name' },
  ];
  const order = (all: readonly { table: string; text: string }[]) =>
    all.map(({ table, text }) => `${table}.${text}`).sort();
  expect(order(rows)).toEqual(order(known));
  const { rows: stored } = await portal.owner.query<{ table: string; text: string }>(`
    select table_name as table, column_name as text from information_schema.columns where table_name like
      'cencomm%' and column_name in ('stored_id', 'preview_id') order by 1, 2`);
  expect(order(stored)).toEqual(
    order(sealedTables.flatMap(({ table, contents = [] }) => contents.map(text => ({ table, text })))),
  );
});

describe('a new master key', () => {
  test('is taken into use by command; what was sealed before opens before and after the wrapping, and the old key ' +
    'is put away', async () => {
    const operation = await openOperation(portal, { owner: 'rilo.esa' });
    const id = await sendAs(portal, 'rilo.esa', operation, { body: 'ZEBRAMARKER' });
    expect(await listKeys(place())).toEqual([{ id: 'k1', state: 'active', file: 'right', wraps: 1 }]);
    // Nothing is taken into use whose file is not there, and no file is written over.
    expect(command('add', 'k2')).toMatchObject({ status: 1, stderr: expect.stringContaining('Run "make k2" first') });
    expect(command('make', 'k2')).toMatchObject({ status: 0, stdout: expect.stringContaining('not in use yet') });
    const made = await readFile(join(portal.cencommKeys, 'k2.key'));
    expect(command('make', 'k2')).toMatchObject({ status: 1, stderr: expect.stringContaining('was not touched') });
    expect(await readFile(join(portal.cencommKeys, 'k2.key'))).toEqual(made);
    expect(command('add', 'k2')).toMatchObject({ status: 0, stderr: '' });
    await expect(addMasterKey(place(), {}, 'k2')).rejects.toThrow('is known already');
    await expect(addMasterKey(place(), {}, '../k3')).rejects.toThrow('is no name for a key');
    expect((await opened(id)).isWhole).toBe(true);
    const later = await sendAs(portal, 'rilo.esa', await openOperation(portal, { owner: 'rilo.esa' }));
    expect([await wrapsUnder('k1'), await wrapsUnder('k2')]).toEqual([1, 1]);
    expect(command('retire', 'k1')).toMatchObject({ status: 1, stderr: expect.stringContaining('run rewrap first') });
    expect(command('rewrap')).toMatchObject({ status: 0, stdout: '1 operation keys were wrapped anew.\n' });
    await expect(retireKey(place(), {}, 'k2')).rejects.toThrow('is in use');
    expect(command('retire', 'k1')).toMatchObject({ status: 0 });
    await rm(join(portal.cencommKeys, 'k1.key'));
    expect([(await opened(id)).isWhole, (await opened(later)).isWhole]).toEqual([true, true]);
    expect(command('status').stdout).toBe(
      'k1: retired, file missing, 0 operation keys\nk2: active, file right, 2 operation keys\n',
    );
    expect(command()).toMatchObject({ status: 1, stderr: expect.stringContaining('Say what to do') });
  }, 180_000);

  test('wraps on where it was killed', async () => {
    const many = 3000;
    const operation = await openOperation(portal, { owner: 'rilo.esa' });
    const k2 = masterKey('k2', await readFile(join(portal.cencommKeys, 'k2.key')));
    const wrapped = Array.from({ length: many }, (_, at) => wrap(k2, operation, at + 2, randomBytes(32)));
    await portal.owner.query(
      `insert into cencomm_operation_keys (operation_id, epoch, kek_id, wrapped_dek, reason) select $1, n + 1,
        'k2', w, 'age' from unnest($2::bytea[]) with ordinality t(w, n)`,
      [operation, wrapped],
    );
    await makeMasterKey(portal.cencommKeys, 'k3');
    await addMasterKey(place(), {}, 'k3');
    const before = await wrapsUnder('k2');
    const running = spawn(process.execPath, ['src/cli/cencomm-keys.ts', 'rewrap'], {
      env: environment(),
      stdio: 'ignore',
    });
    while ((await wrapsUnder('k3')) === 0) await sleep(2);
    running.kill('SIGKILL');
    await once(running, 'exit');
    const done = await wrapsUnder('k3');
    expect(done).toBeGreaterThan(0);
    expect(await wrapsUnder('k2')).toBe(before - done);
    expect(command('rewrap')).toMatchObject({
      status: 0,
      stdout: `${before - done} operation keys were wrapped anew.\n`,
    });
    expect(await wrapsUnder('k2')).toBe(0);
    const key = await keysOf(portal).keyOf(portal.pool, operation, many + 1);
    expect(key.symmetricKeySize).toBe(32);
    await portal.owner.query('delete from cencomm_operation_keys where operation_id = $1 and epoch > 1', [operation]);
  }, 180_000);

  test('does not open what an older dump brings back; the key of that time does, while its file is there', async () => {
    const operation = await openOperation(portal, { owner: 'rilo.esa' });
    const id = await sendAs(portal, 'rilo.esa', operation, { body: 'ZEBRAMARKER of the dump' });
    const {
      rows: [dumped],
    } = await portal.owner.query<{ kek: string; wrapped: Buffer }>(
      'select kek_id as kek, wrapped_dek as wrapped from cencomm_operation_keys where operation_id = $1',
      [operation],
    );
    await makeMasterKey(portal.cencommKeys, 'k4');
    await addMasterKey(place(), {}, 'k4');
    await rewrapKeys(place(), {});
    await portal.owner.query(
      'update cencomm_operation_keys set kek_id = $2, wrapped_dek = $3 where operation_id = $1',
      [operation, dumped?.kek, dumped?.wrapped],
    );
    expect(await opened(id)).toMatchObject({ isWhole: true, message: { body: 'ZEBRAMARKER of the dump' } });
    const [file, away] = [join(portal.cencommKeys, 'k3.key'), join(directory, 'k3.key')];
    await rename(file, away);
    await expect(opened(id)).rejects.toThrow('no usable master key');
    const other = await sendAs(portal, 'rilo.esa', await openOperation(portal, { owner: 'rilo.esa' }));
    expect((await opened(other)).isWhole).toBe(true);
    await rename(away, file);
    expect((await opened(id)).isWhole).toBe(true);
    expect(await rewrapKeys(place(), {})).toBe(1);
  });

  test('that is not there, or that others may read, is not worked with', async () => {
    const path = join(portal.cencommKeys, 'k4.key');
    await chmod(path, 0o444);
    expect(await keysOf(portal).problem()).toBe('missing');
    await chmod(path, 0o400);
    expect(await keysOf(portal).problem()).toBeUndefined();
  });
});

describe('an operation whose key may have leaked', () => {
  /** An attachment as the mail keeps it. */
  async function attach(operation: string, content: Buffer): Promise<string> {
    const [id, keys, author] = [randomUUID(), keysOf(portal), (await viewerNamed(portal, 'rilo.esa')).accountId];
    const thing: Sealed = {
      kind: 'attachment',
      operationId: operation,
      epoch: 1,
      id,
      authorId: author,
      createdMs: 1,
      salt: newSalt(),
    };
    const key = await keys.keyOf(portal.pool, operation, 1);
    const stored = await files.put(Readable.from([content]).pipe(sealingPieces(key, thing)), 1e9);
    await portal.owner.query(
      `insert into cencomm_attachments (id, operation_id, epoch, author_id, created_ms, salt, name_ct, kind,
        size, sha256, stored_id) values ($1, $2, 1, $3, 1, $4, $5, 'pdf', $6, $7, $8)`,
      [
        id,
        operation,
        author,
        thing.salt,
        sealText(key, thing, 'name', 'ZEBRAMARKER.pdf'),
        content.length,
        stored.sha256,
        stored.id,
      ],
    );
    return id;
  }

  test('is sealed anew with its files, by command, and the key before is destroyed; under a legal hold it is ' +
    'kept', async () => {
    const operation = await openOperation(portal, { owner: 'rilo.esa', aim: 'ZEBRAMARKER aim' });
    const ids = [];
    for (let at = 0; at < 5; at += 1)
      ids.push(await sendAs(portal, 'rilo.esa', operation, { body: `ZEBRAMARKER ${at}` }));
    const content = randomBytes(600_000);
    const attachment = await attach(operation, content);
    const {
      rows: [row],
    } = await portal.owner.query<{ code: string }>('select code from cencomm_operations where id = $1', [operation]);
    const old = await portal.owner.query<{ stored: string }>(
      'select stored_id as stored from cencomm_attachments where id = $1',
      [attachment],
    );
    expect(command('reseal', row?.code ?? '')).toMatchObject({
      status: 0,
      stdout: '8 rows are sealed in epoch 2; the keys before are destroyed.\n',
    });
    for (const [at, id] of ids.entries())
      expect(await opened(id)).toMatchObject({ isWhole: true, message: { body: `ZEBRAMARKER ${at}`, epoch: 2 } });
    expect((await readDetails(portal.pool, keysOf(portal), operation)).aim).toBe('ZEBRAMARKER aim');
    const {
      rows: [now],
    } = await portal.owner.query<{ epoch: number; salt: Buffer; stored: string; author: number }>(
      'select epoch, salt, stored_id as stored, author_id as author from cencomm_attachments where id = $1',
      [attachment],
    );
    if (!now) throw new Error('no attachment');
    const thing: Sealed = {
      kind: 'attachment',
      operationId: operation,
      epoch: now.epoch,
      id: attachment,
      authorId: now.author,
      createdMs: 1,
      salt: now.salt,
    };
    const again = await buffer(
      (await files.get(now.stored)).compose(
        openingPieces(await keysOf(portal).keyOf(portal.pool, operation, 2), thing),
      ),
    );
    expect(again.equals(content)).toBe(true);
    await expect(files.get(old.rows[0]?.stored ?? '')).rejects.toThrow();
    await expect(keysOf(portal).keyOf(portal.pool, operation, 1)).rejects.toThrow('no usable master key');
    await portal.owner.query('update cencomm_operations set legal_hold = true where id = $1', [operation]);
    expect(await resealOperation({ pool: portal.pool, files, keys: keysOf(portal) }, {}, operation)).toMatchObject({
      broken: 0,
      shredded: false,
    });
    expect((await keysOf(portal).keyOf(portal.pool, operation, 2)).symmetricKeySize).toBe(32);
    expect(command('verify', 'contents')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Everything opens'),
    });
  }, 180_000);

  test('keeps a row that does not open as it is, and its key', async () => {
    const operation = await openOperation(portal, { owner: 'rilo.esa' });
    const [good, bad] = [await sendAs(portal, 'rilo.esa', operation), await sendAs(portal, 'rilo.esa', operation)];
    await portal.owner.query('update cencomm_messages set created_ms = created_ms + 1 where id = $1', [bad]);
    expect(await resealOperation({ pool: portal.pool, files, keys: keysOf(portal) }, {}, operation)).toEqual({
      epoch: 2,
      rows: 3,
      broken: 1,
      shredded: false,
    });
    // Run again, it goes on in the epoch it began.
    expect(await resealOperation({ pool: portal.pool, files, keys: keysOf(portal) }, {}, operation)).toEqual({
      epoch: 2,
      rows: 0,
      broken: 1,
      shredded: false,
    });
    expect([(await opened(good)).isWhole, (await opened(bad)).isWhole]).toEqual([true, false]);
    await portal.owner.query('update cencomm_messages set created_ms = created_ms - 1 where id = $1', [bad]);
    expect((await opened(bad)).isWhole).toBe(true);
  });
});

describe('the verifier', () => {
  test('names what was changed and what was deleted', async () => {
    const check = async () =>
      (await verifySeals({ pool: portal.pool, keys: keysOf(portal), files }, {}, { contents: false })).problems;
    expect(await check()).toEqual([]);
    const operation = await openOperation(portal, { owner: 'rilo.esa' });
    const ids: string[] = [];
    for (let at = 0; at < 6; at += 1) ids.push(await sendAs(portal, 'rilo.esa', operation));
    await portal.owner.query('update cencomm_messages set subject_ct = body_ct where id = $1', [ids[0]]);
    await portal.owner.query('delete from cencomm_messages where id = any($1::uuid[])', [[ids[2], ids[3], ids[5]]]);
    expect((await check()).map(({ kind, what }) => [kind, what])).toEqual([
      ['gap', 'messages 3 to 4'],
      ['gap', 'message 6'],
      ['broken', `cencomm_messages ${ids[0]}`],
    ]);
    expect(command('verify')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining(`broken: operation ${operation}, cencomm_messages ${ids[0]}`),
    });
  });
});

test('an operation gets a new key after 90 days, one that is closed does not', async () => {
  const [open, closed] = [
    await openOperation(portal, { owner: 'rilo.esa' }),
    await openOperation(portal, { owner: 'rilo.esa' }),
  ];
  await portal.owner.query(
    `update cencomm_operation_keys set created_at = now() - interval '91 days' where operation_id = any($1::uuid[])`,
    [[open, closed]],
  );
  await portal.owner.query(`update cencomm_operations set state = 'closed' where id = $1`, [closed]);
  expect(await renewOldKeys({ pool: portal.pool, keys: keysOf(portal) })).toBe(1);
  expect(await renewOldKeys({ pool: portal.pool, keys: keysOf(portal) })).toBe(0);
  const { rows } = await portal.owner.query(
    `
      select operation_id, max(epoch) as epoch from cencomm_operation_keys where operation_id = any($1::uuid[])
      group by 1`,
    [[open, closed]],
  );
  expect(
    Object.fromEntries(rows.map((row: { operation_id: string; epoch: number }) => [row.operation_id, row.epoch])),
  ).toEqual({ [open]: 2, [closed]: 1 });
});
