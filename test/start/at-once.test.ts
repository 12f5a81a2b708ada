import { X509Certificate, createPrivateKey, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimInstance } from '../../src/cli/claim.ts';
import type { Config } from '../../src/config.ts';
import { replaceFile } from '../../src/files/store/data-dir.ts';
import { openFileStore } from '../../src/files/store/file-store.ts';
import { readMark } from '../../src/files/store/instance-mark.ts';
import { loadCertificate } from '../../src/web/server/tls.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUp, freshDir } from './portal-process.ts';

// What several processes do when they are started at once for the first time. Within one process their steps take
// turns as those of several would.
const many = Array.from({ length: 12 });

let database: TestDatabase;
beforeAll(async () => {
  database = await ownDatabase();
});
afterAll(cleanUp);

test('a file that is written by several at once is whole, of one of them, and nothing else is left', async () => {
  const directory = await freshDir();
  const path = join(directory, 'demo.password');
  const texts = many.map((_, n) => String(n).repeat(200_000));
  await Promise.all(texts.map(text => replaceFile(path, text)));
  expect(texts).toContain(readFileSync(path, 'utf8'));
  expect(readdirSync(directory)).toEqual(['demo.password']);
});

test('each has a certificate that fits its key, and so does what is kept', async () => {
  const dataDir = await freshDir();
  const config = { tls: { kind: 'self-signed' as const }, host: '127.0.0.1', baseUrl: 'https://cen.test', dataDir };
  const all = await Promise.all(many.map(() => loadCertificate(config)));
  const kept = {
    cert: readFileSync(join(dataDir, 'tls/cert.pem'), 'utf8'),
    key: readFileSync(join(dataDir, 'tls/key.pem'), 'utf8'),
  };
  for (const one of [...all, kept])
    expect(new X509Certificate(one?.cert ?? '').checkPrivateKey(createPrivateKey(one?.key ?? ''))).toBe(true);
  expect(await loadCertificate(config)).toEqual(kept);
  expect(readdirSync(join(dataDir, 'tls')).sort()).toEqual(['cert.pem', 'key.pem']);
});

test('all are of one database and one place for files, and of two keys only the first is taken', async () => {
  await database.owner.query(
    'update portal_instance set id = gen_random_uuid(), begun = false, claimed_at = null, key_check = null',
  );
  const fileStore = join(await freshDir(), 'files');
  const [key, another] = [randomBytes(32), randomBytes(32)];
  const claim = (masterKey: Buffer) =>
    claimInstance({ fileStore, masterKey } as unknown as Config, database.appUrl).then(
      () => 'claimed',
      (error: Error) => error.message,
    );
  const said = await Promise.all(many.map((_, n) => claim(n % 2 === 0 ? key : another)));
  const taken =
    said[0] === 'claimed'
      ? ([key, said.filter((_, n) => n % 2 === 0)] as const)
      : ([another, said.filter((_, n) => n % 2 === 1)] as const);
  expect(new Set(taken[1])).toEqual(new Set(['claimed']));
  expect(said.filter(one => /^The master key is not the one/.test(one))).toHaveLength(many.length / 2);
  const { rows } = await database.owner.query<{ id: string }>('select id from portal_instance');
  expect(await readMark(openFileStore(fileStore, taken[0]))).toBe(rows[0]?.id);
});
