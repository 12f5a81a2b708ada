import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { clearStale } from '../../src/cencomm/files/jobs.ts';
import { dispose } from '../../src/cencomm/operations/jobs/dispose.ts';
import { addMember } from '../../src/cencomm/operations/members/members.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { openFileStore } from '../../src/files/store/file-store.ts';
import { changed, contents, open } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { keysOf, openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { mailOf } from '../support/cencomm-mail.ts';
import { draft, recordByForm } from '../support/entry.ts';
import { libraryOf, type Library } from '../support/library.ts';
import { published } from '../support/pictures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { routesOf } from '../support/routes.ts';
import { storedFiles } from '../support/stored-files.ts';

const masterKey = Buffer.alloc(32, 9);
let portal: TestPortal;
let library: Library;
let operation: string;
let message: string;
/** Acts that take something away, of everything there is to take away here. */
let removals: readonly (readonly [path: string, fields: Readonly<Record<string, string>>, who: string])[];
beforeAll(async () => {
  portal = await testPortal({ masterKey });
  const officer = await portal.as('ke.officer');
  const ref = await recordByForm(officer, sampleRecord('DRUG', { facts: { ...open, nationalRef: 'ABS/1' } }));
  const own = await draft(officer, sampleRecord('TOB', { facts: { ...open, nationalRef: 'ABS/2' } }));
  const picture = await published(portal, officer);
  operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
  library = libraryOf(portal, operation);
  await library.add('ke.ncp', [{ name: 'a.txt', content: 'ZEBRAMARKER' }]);
  const [file] = await library.checked();
  message = await sendAs(portal, 'rilo.esa', operation, { body: 'ZEBRAMARKER' });
  const reason = { reason: 'entered twice' };
  removals = [
    [`/seizures/${ref}/withdrawal`, reason, 'ke.officer'],
    [`/seizures/drafts/${own}/removal`, {}, 'ke.officer'],
    [`/cpdb/pictures/${picture}/withdraw`, { withdrawReason: 'entered twice' }, 'ke.officer'],
    [`${library.path}/${file?.fileId}/removal`, {}, 'ke.ncp'],
  ];
});

async function press(browser: Browser, statuses: readonly number[]): Promise<void> {
  const [before, files] = [await contents(portal.owner), storedFiles(portal.fileStore)];
  for (const [path, fields] of removals)
    expect([path, statuses.includes((await browser.post(path, fields, '/account')).status)]).toEqual([path, true]);
  expect(changed(before, await contents(portal.owner))).toEqual([]);
  expect(storedFiles(portal.fileStore)).toEqual(files);
}

/** The address of a route with one thing in it; what else it names is nowhere. */
function addressOf(path: string, prefix: string, id: string): string {
  return path.replace(prefix, prefix.replace(/:\w+/, id)).replace(':step', 'goods').replace(/:\w+/g, '999999');
}

async function statusAt(login: string, address: string): Promise<number> {
  const browser = await portal.as(login);
  return (await browser.postRaw(address, { _csrf: await browser.token(), zebra: '1' })).status;
}

describe('absent≠deleted', () => {
  test('what is not shown, not allowed or signed out of is not removed', async () => {
    for (const login of ['vn.ncp', 'vn.reader', 'ke.limited', 'unep.partner'])
      await press(await portal.as(login), [403, 404]);
    const token = await (await portal.as('vn.ncp')).token('/account');
    const before = await contents(portal.owner);
    for (const [path, fields] of removals)
      expect([303, 401, 403]).toContain((await portal.visitor().postRaw(path, { ...fields, _csrf: token })).status);
    expect(changed(before, await contents(portal.owner))).toEqual([]);
  });

  test('no form says by how it is refused whether what it is for is there', async () => {
    const officer = await portal.as('ke.officer');
    const facts = { release: 'rilos', releaseOffices: undefined, nationalRef: 'ABS/3' };
    const hidden = await recordByForm(officer, sampleRecord('DRUG', { facts }));
    const own = await draft(officer, sampleRecord('TOB', { facts: { ...open, nationalRef: 'ABS/4' } }));
    const absent = '00000000-0000-4000-8000-000000000000';
    const places: readonly (readonly [prefix: string, there: string, nowhere: string])[] = [
      ['/seizures/drafts/:id', own, absent],
      ['/seizures/:ref', hidden, 'KE-2001-999999'],
      ['/cencomm/operations/:id', operation, absent],
    ];
    const asked = (await routesOf(portal)).flatMap(({ method, path, body }) => {
      const place = places.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
      return method === 'post' && body !== 'upload' && place ? [{ path, place }] : [];
    });
    const wrong: unknown[] = [];
    for (const login of ['vn.ncp', 'vn.reader'])
      for (const { path, place } of asked) {
        const [prefix, ...ids] = place;
        const statuses: number[] = [];
        for (const id of ids) statuses.push(await statusAt(login, addressOf(path, prefix, id)));
        if (statuses[0] !== statuses[1]) wrong.push([login, path, ...statuses]);
      }
    expect(wrong).toEqual([]);
    expect(asked.length).toBeGreaterThan(30);
  });

  test('while the keys are away nothing of an operation is removed, by nobody and by no job', async () => {
    const path = join(portal.cencommKeys, 'k1.key');
    const ke = await portal.as('ke.ncp');
    await rename(path, `${path}.away`);
    await expect.poll(async () => (await ke.get(library.path)).status, { timeout: 15_000 }).toBe(503);
    const [before, files] = [await contents(portal.owner), storedFiles(portal.fileStore)];
    const store = openFileStore(portal.fileStore, masterKey);
    const context = { jobPool: portal.pool, files: store, log: pino({ level: 'silent' }) };
    await clearStale(context);
    await dispose(context);
    expect(changed(before, await contents(portal.owner))).toEqual([]);
    expect(storedFiles(portal.fileStore)).toEqual(files);
    await rename(`${path}.away`, path);
    await expect.poll(async () => (await ke.get(library.path)).status, { timeout: 15_000 }).toBe(200);
    expect((await ke.get(`${mailOf(operation)}/${message}`)).text).toContain('ZEBRAMARKER');
  });

  test('a file with the name of one its sender does not see is a second file', async () => {
    const before = (await library.checked()).length;
    const [by, { accountId }] = [await viewerNamed(portal, 'rilo.esa'), await viewerNamed(portal, 'vn.ncp')];
    await inTransaction(portal.pool, client =>
      addMember(
        client,
        by,
        keysOf(portal),
        { id: operation, joining: 'from_now' },
        { accountId, role: 'liaison', country: 'VN' },
      ),
    );
    const vietnam = await portal.as('vn.ncp');
    expect((await vietnam.get(library.path)).text).not.toContain('a.txt');
    expect((await library.add('vn.ncp', [{ name: 'a.txt', content: 'ZEBRAMARKER too' }])).status).toBe(303);
    const rows = await library.checked();
    expect([rows.length, new Set(rows.map(({ fileId }) => fileId)).size]).toEqual([before + 1, before + 1]);
    expect(String((await library.download('ke.ncp', rows[0]!)).body)).toBe('ZEBRAMARKER');
  });

  test('who may remove them, does', async () => {
    const statuses: number[] = [];
    for (const [path, fields, who] of removals)
      statuses.push((await (await portal.as(who)).post(path, fields, '/account')).status);
    expect(statuses).toEqual(removals.map(() => 303));
  });
});
