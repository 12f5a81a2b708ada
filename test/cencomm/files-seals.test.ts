import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packPreview, unpackPreview } from '../../src/cencomm/files/preview.ts';
import { addMember, removeMember } from '../../src/cencomm/operations/members/members.ts';
import { enterLocked } from '../../src/cencomm/operations/store.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { keysOf, openOperation, viewerNamed } from '../support/cencomm.ts';
import { libraryOf, type Library, type LibraryRow } from '../support/library.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
let library: Library;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' } });
  library = libraryOf(portal, operation);
});

async function added(name: string, content: string): Promise<LibraryRow> {
  const known = (await library.checked()).map(({ id }) => id);
  await library.add('ke.ncp', [{ name, content }]);
  return (await library.checked()).find(({ id }) => !known.includes(id)) as LibraryRow;
}
const place = (id: string): string => join(portal.fileStore, id.slice(0, 2), id);
const broken = async (fileId: string): Promise<number> => {
  const {
    rows: [row],
  } = await portal.owner.query(
    `select count(*)::int as n from audit_events where action = 'libraryFile.sealBroken' and subject = $1`,
    [`file:${fileId}`],
  );
  return row.n;
};

/** Bytes that came before the connection ended, and whether it ended as it should. */
async function fetched(row: LibraryRow): Promise<{ status: number; bytes: number; whole: boolean }> {
  const browser = await portal.as('vn.ncp');
  return new Promise(resolve => {
    get(`${portal.url}${library.path}/${row.fileId}/versions/${row.id}`, { headers: browser.headers() }, answer => {
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      answer.on('error', () => undefined);
      answer.on('close', () => resolve({ status: answer.statusCode ?? 0, bytes, whole: answer.complete }));
    });
  });
}

describe('a stored file', () => {
  test('that was exchanged for another is not handed out, and it is reported', async () => {
    const [a, b] = [await added('a.txt', 'ZEBRAMARKER a'), await added('b.txt', 'ZEBRAMARKER b')];
    await copyFile(place(a.storedId), place(b.storedId));
    expect(await library.download('vn.ncp', b)).toMatchObject({
      status: 303,
      headers: { location: `${library.path}/${b.fileId}?problem=broken` },
    });
    expect((await (await portal.as('vn.ncp')).get(`${library.path}/${b.fileId}?problem=broken`)).text).toContain(
      'This file could not be verified',
    );
    expect(await broken(b.fileId)).toBe(1);
    const { rowCount } = await portal.owner.query(
      `select from audit_events where action = 'libraryFile.opened' and subject = $1 and not detail ? 'preview'`,
      [`file:${b.fileId}`],
    );
    expect(rowCount).toBe(0);
    expect((await library.download('vn.ncp', a)).status).toBe(200);
  });

  test.each([
    [
      'its row naming another’s content',
      async (row: LibraryRow, other: LibraryRow) =>
        void (await portal.owner.query('update cencomm_library_versions set stored_id = $2 where id = $1', [
          row.id,
          other.storedId,
        ])),
    ],
    [
      'its row naming its preview',
      async (row: LibraryRow) =>
        void (await portal.owner.query('update cencomm_library_versions set stored_id = preview_id where id = $1', [
          row.id,
        ])),
    ],
    [
      'another sender',
      async (row: LibraryRow) =>
        void (await portal.owner.query('update cencomm_library_versions set author_id = author_id + 1 where id = $1', [
          row.id,
        ])),
    ],
    ['being gone', async (row: LibraryRow) => rm(place(row.storedId))],
  ])('with %s is not handed out', async (_what, change) => {
    const [row, other] = [await added('c.txt', 'ZEBRAMARKER c'), await added('d.txt', 'ZEBRAMARKER d')];
    await change(row, other);
    const answer = await library.download('vn.ncp', row);
    expect([answer.status, String(answer.body).includes('ZEBRAMARKER')]).toEqual([303, false]);
    expect(await broken(row.fileId)).toBeGreaterThan(0);
  });

  test('that is damaged far behind breaks off: nothing unverified goes, and nobody takes it for whole', async () => {
    const row = await added('long.txt', 'ZEBRAMARKER '.repeat(150_000));
    const content = await readFile(place(row.storedId));
    content[content.length - 1000] = (content.at(-1000) ?? 0) ^ 1;
    await rm(place(row.storedId));
    await writeFile(place(row.storedId), content);
    const got = await fetched(row);
    expect(got.whole).toBe(false);
    expect(got.bytes).toBeLessThan(row.size);
    expect(got.bytes % (256 * 1024)).toBe(0);
    for (let tries = 0; tries < 50 && (await broken(row.fileId)) === 0; tries += 1)
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    expect(await broken(row.fileId)).toBe(1);
  });

  test('of a changed name, and of a preview that was exchanged, is told of while others show', async () => {
    const [row, other] = [await added('e.txt', 'ZEBRAMARKER e'), await added('f.txt', 'ZEBRAMARKER f')];
    await portal.owner.query(
      'update cencomm_library_versions set name_ct = set_byte(name_ct, 20, get_byte(name_ct, 20) # 1) where id = $1',
      [row.id],
    );
    await portal.owner.query('update cencomm_library_versions set preview_id = stored_id where id = $1', [other.id]);
    const list = await (await portal.as('vn.ncp')).get(library.path);
    expect(list.text).toContain('Could not be verified');
    expect(list.text).toContain('f.txt');
    const page = await (await portal.as('vn.ncp')).get(`${library.path}/${other.fileId}`);
    expect([
      page.status,
      page.text.includes('This file could not be verified'),
      page.text.includes('ZEBRAMARKER f'),
    ]).toEqual([200, true, false]);
    expect(await broken(row.fileId)).toBeGreaterThan(0);
    expect(await broken(other.fileId)).toBeGreaterThan(0);
  });

  test('of a lost key is answered 503, and handed out again when it is back', async () => {
    const row = await added('g.txt', 'ZEBRAMARKER g');
    const path = join(portal.cencommKeys, 'k1.key');
    await rename(path, `${path}.away`);
    const answers: number[] = [];
    for (let tries = 0; tries < 100 && answers.at(-1) !== 503; tries += 1) {
      answers.push((await library.download('vn.ncp', row)).status);
      await new Promise(resolve => {
        setTimeout(resolve, 100);
      });
    }
    expect(answers.at(-1)).toBe(503);
    await rename(`${path}.away`, path);
    for (let tries = 0; tries < 100 && answers.at(-1) !== 200; tries += 1) {
      answers.push((await library.download('vn.ncp', row)).status);
      await new Promise(resolve => {
        setTimeout(resolve, 100);
      });
    }
    expect(answers.at(-1)).toBe(200);
  });
});

describe('a member who came later', () => {
  test('sees what came since, and names no folder from before', async () => {
    const old = await openOperation(portal, {
      owner: 'rilo.esa',
      members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' },
    });
    const own = libraryOf(portal, old);
    const folders = [
      await own.folder('ke.ncp', 'Old ZEBRAMARKER'),
      await own.folder('ke.ncp', 'Empty ZEBRAMARKER'),
    ] as const;
    await own.add('ke.ncp', [{ name: 'before.txt', content: 'ZEBRAMARKER 1' }], { folder: folders[0] });
    const [first] = await own.checked();
    await inTransaction(portal.pool, async client => {
      const [rilo, partner] = [await viewerNamed(portal, 'rilo.esa'), await viewerNamed(portal, 'unep.partner')];
      const {
        operation: { id },
      } = await enterLocked(client, rilo, old);
      await addMember(
        client,
        rilo,
        keysOf(portal),
        { id, joining: 'from_now' },
        { accountId: partner.accountId, role: 'member', country: null },
      );
    });
    const page = async (path: string) => (await portal.as('unep.partner')).get(`${own.path}${path}`);
    expect((await page('')).text).not.toMatch(/ZEBRAMARKER|before\.txt|Folder from before/);
    for (const path of [`/${first!.fileId}`, `/${first!.fileId}/versions/${first!.id}`, `/folders/${folders[0]}`])
      expect((await page(path)).status).toBe(404);
    await own.addVersion('vn.ncp', first!.fileId, { name: 'after.txt', content: 'ZEBRAMARKER 2' });
    await own.checked();
    expect((await page('')).text).toContain('Folder from before you joined');
    const shown = await page(`/${first!.fileId}`);
    expect(shown.text).toContain('after.txt');
    expect(shown.text).not.toContain('before.txt');
    expect((await page(`/${first!.fileId}/versions/${first!.id}`)).status).toBe(404);
    expect((await page(`/folders/${folders[1]}`)).status).toBe(404);
    expect((await page(`/folders/${folders[0]}/edit`)).status).toBe(403);
  });

  test('and one who was removed: what is added then is under another key', async () => {
    const own = libraryOf(portal, operation);
    await inTransaction(portal.pool, async client => {
      const [rilo, vn] = [await viewerNamed(portal, 'rilo.esa'), await viewerNamed(portal, 'vn.ncp')];
      await enterLocked(client, rilo, operation);
      await removeMember(client, rilo, keysOf(portal), operation, vn.accountId);
    });
    expect((await (await portal.as('vn.ncp')).get(own.path)).status).toBe(404);
    const row = await added('h.txt', 'ZEBRAMARKER h');
    const {
      rows: [version],
    } = await portal.owner.query('select epoch from cencomm_library_versions where id = $1', [row.id]);
    expect(version.epoch).toBe(2);
    expect(String((await library.download('ke.ncp', row)).body)).toBe('ZEBRAMARKER h');
  });
});

describe('folders', () => {
  test('are named once in a place, moved and never into themselves, and not too deep', async () => {
    const own = libraryOf(
      portal,
      await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison', 'ke.reader': 'observer' } }),
    );
    const ke = await portal.as('ke.ncp');
    const make = (name: string, parent = '', clientUuid = randomUUID()) =>
      ke.post(`${own.path}/folders`, { clientUuid, parent, name }, '/account');
    const clientUuid = randomUUID();
    for (let times = 0; times < 2; times += 1) expect((await make('Warnings', '', clientUuid)).status).toBe(303);
    expect(await make('WARNINGS')).toMatchObject({
      status: 422,
      text: expect.stringContaining('There is already a folder with this name.'),
    });
    for (const name of ['', ' ', 'x'.repeat(121)]) expect([name, (await make(name)).status]).toEqual([name, 422]);
    expect((await make('x', randomUUID())).status).toBe(404);
    let parent = (
      await portal.owner.query('select id from cencomm_library_folders where operation_id = $1', [
        own.path.split('/')[3],
      ])
    ).rows[0].id as string;
    const top = parent;
    for (let level = 2; level <= 8; level += 1) parent = await own.folder('ke.ncp', `Level ${level}`, parent);
    expect((await make('Level 9', parent)).text).toContain('up to 8 levels deep');
    const deep = await ke.get(`${own.path}/folders/${parent}`);
    expect(deep.text).toMatch(/Warnings[\s\S]*Level 2[\s\S]*Level 7[\s\S]*<h1>Level 8/);
    const edit = (id: string, name: string, place: string) =>
      ke.post(`${own.path}/folders/${id}/edit`, { name, parent: place }, '/account');
    expect(await edit(top, 'Warnings', parent)).toMatchObject({
      status: 422,
      text: expect.stringContaining('moved into itself'),
    });
    expect((await edit(top, 'Warnings 2026', 'top')).status).toBe(303);
    expect((await edit(parent, 'Leaf', 'top')).status).toBe(303);
    expect(await edit(parent, 'warnings 2026', 'top')).toMatchObject({ status: 422 });
    const page = (await ke.get(own.path)).text;
    for (const name of ['Warnings 2026', 'Leaf']) expect(page).toContain(name);
    const reader = await portal.as('ke.reader');
    expect((await reader.get(own.path)).text).toContain('Leaf');
    expect(
      (await reader.post(`${own.path}/folders`, { clientUuid: randomUUID(), parent: '', name: 'x' }, '/account'))
        .status,
    ).toBe(403);
    expect((await reader.post(`${own.path}/folders/${parent}/removal`, {}, '/account')).status).toBe(403);
  });
});

test('a preview says of itself that it is one', () => {
  const picture = {
    width: 10,
    height: 5,
    content: Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), Buffer.from([10, 0, 10])]),
  };
  expect(unpackPreview(packPreview({ pages: 3, text: 'a\nb', isCut: true, picture }))).toEqual({
    pages: 3,
    text: 'a\nb',
    isCut: true,
    picture,
  });
  expect(unpackPreview(packPreview({ pages: 3 }))).toEqual({ pages: 3 });
  for (const other of ['', 'a\nb', '{"preview":2}\n', '{"pages":1}\n'])
    expect(unpackPreview(Buffer.from(other))).toBeUndefined();
});
