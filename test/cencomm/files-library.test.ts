import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openOperation } from '../support/cencomm.ts';
import { pdf, picture } from '../support/file-samples.ts';
import { libraryOf, type Library } from '../support/library.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { storedFiles } from '../support/stored-files.ts';

const members = { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison', 'ke.reader': 'member', 'unep.partner': 'member' } as const;
let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

const fresh = async (): Promise<{ id: string; library: Library }> => {
  const id = await openOperation(portal, { owner: 'rilo.esa', members });
  return { id, library: libraryOf(portal, id) };
};
const page = async (login: string, path: string) => (await portal.as(login)).get(path);
const acts = async (subject: string): Promise<string[]> => {
  const { rows } = await portal.owner.query<{ action: string }>(
    `select action from audit_events where subject = $1 and action like 'libraryFile%' order by id`,
    [subject],
  );
  return rows.map(({ action }) => action);
};

describe('files of a library', () => {
  test('are added by the form, shown with a preview, and given to members as they were', async () => {
    const { library } = await fresh();
    const [photo, paper, lines] = [
      await picture('jpeg'),
      pdf(3, { text: 'ZEBRAMARKER consignment' }),
      Buffer.from('Number,Item ZEBRAMARKER\n1,ivory\n'),
    ];
    expect(
      (
        await library.add(
          'ke.ncp',
          [
            { name: 'Scan.jpg', content: photo },
            { name: 'Plan.pdf', content: paper },
            { name: 'Tally.csv', content: lines },
          ],
          { note: 'ZEBRAMARKER note' },
        )
      ).headers.location,
    ).toBe(`${library.path}?done=sent`);
    const rows = await library.checked();
    expect(rows.map(({ kind, size }) => [kind, size]).sort()).toEqual(
      [
        ['csv', lines.length],
        ['jpeg', photo.length],
        ['pdf', paper.length],
      ].sort(),
    );
    const of = (kind: string) => rows.find(row => row.kind === kind) ?? rows[0]!;
    const list = await page('vn.ncp', library.path);
    for (const name of ['Scan.jpg', 'Plan.pdf', 'Tally.csv', 'ke.ncp', 'Not read yet'])
      expect(list.text).toContain(name);
    const shown = await page('vn.ncp', `${library.path}/${of('pdf').fileId}`);
    expect(shown.text).toContain('3 pages');
    expect(shown.text).toContain('ZEBRAMARKER consignment');
    expect((await page('vn.ncp', `${library.path}/${of('csv').fileId}`)).text).toContain('1,ivory');
    const small = await page('vn.ncp', `${library.path}/${of('jpeg').fileId}/versions/${of('jpeg').id}/picture`);
    expect(small.headers).toMatchObject({ 'content-type': 'image/webp', 'content-disposition': 'inline' });
    const got = await library.download('unep.partner', of('pdf'));
    expect(got.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename=Plan.pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store, no-transform',
    });
    expect((got.body as Buffer).equals(paper)).toBe(true);
    expect((await page('ke.ncp', library.path)).text).toContain('Read by 2');
    expect((await page('ke.ncp', `${library.path}/${of('pdf').fileId}`)).text).toMatch(/unep\.partner[\s\S]*vn\.ncp/);
    expect(await acts(`file:${of('pdf').fileId}`)).toEqual([
      'libraryFile.added',
      'libraryFile.opened',
      'libraryFile.opened',
      'libraryFile.opened',
    ]);
  });

  test('have versions with a note; older ones can be had', async () => {
    const { library } = await fresh();
    await library.add('ke.ncp', [{ name: 'List.txt', content: 'first ZEBRAMARKER' }]);
    const [first] = await library.checked();
    expect(
      (
        await library.addVersion(
          'vn.ncp',
          first!.fileId,
          { name: 'List 2.txt', content: 'second ZEBRAMARKER' },
          'Corrected ZEBRAMARKER',
        )
      ).status,
    ).toBe(303);
    const rows = await library.checked();
    expect(rows.map(({ number, fileId }) => [number, fileId])).toEqual([
      [1, first!.fileId],
      [2, first!.fileId],
    ]);
    const shown = await page('ke.reader', `${library.path}/${first!.fileId}`);
    for (const words of ['Version 2', 'Version 1', 'List 2.txt', 'Corrected ZEBRAMARKER', 'second ZEBRAMARKER'])
      expect(shown.text).toContain(words);
    expect(String((await library.download('ke.reader', rows[0]!)).body)).toBe('first ZEBRAMARKER');
    expect(String((await library.download('ke.reader', rows[1]!)).body)).toBe('second ZEBRAMARKER');
  });

  test('sent twice are one; wrong ones are refused at the field and leave nothing', async () => {
    const { library } = await fresh();
    const clientUuid = randomUUID();
    for (let times = 0; times < 2; times += 1)
      expect((await library.add('ke.ncp', [{ name: 'a.txt', content: 'once' }], { clientUuid })).status).toBe(303);
    expect(await library.checked()).toHaveLength(1);
    const before = stored().length;
    for (const [name, content] of [
      ['page.pdf', '<!doctype html><script>alert(1)</script>'],
      ['drawing.png', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
      ['tool.txt', '#!/bin/sh\n'],
      ['empty.txt', ''],
    ] as const) {
      const answer = await library.add('ke.ncp', [{ name, content }], { note: 'kept words' });
      expect([name, answer.status]).toEqual([name, 422]);
      expect(answer.text).toContain('id="field-file-error"');
      expect(answer.text).toContain('kept words');
    }
    expect((await library.add('ke.ncp', [])).text).toContain('Choose a file.');
    expect((await library.add('ke.ncp', [{ name: 'a.txt', content: 'x' }], { note: 'x'.repeat(501) })).text).toContain(
      'id="field-note-error"',
    );
    expect((await library.add('ke.ncp', [{ name: 'a.txt', content: 'x' }], { clientUuid: 'no' })).status).toBe(400);
    expect(stored().length).toBe(before);
    expect(
      readdirSync(join(portal.fileStore, '.work'), { recursive: true }).filter(name =>
        String(name).includes('cen-plain'),
      ),
    ).toEqual([]);
  });

  test('with control characters and paths in their names are named plainly', async () => {
    const { library } = await fresh();
    await library.add('ke.ncp', [{ name: '../../etc/e\u202evil\u200b.txt', content: 'ZEBRAMARKER' }]);
    const [row] = await library.checked();
    const got = await library.download('ke.ncp', row!);
    expect(got.headers['content-disposition']).toBe('attachment; filename=evil.txt');
  });

  test('are moved, removed and put back', async () => {
    const { id, library } = await fresh();
    await library.add('ke.ncp', [{ name: 'a.txt', content: 'ZEBRAMARKER' }]);
    const [row] = await library.checked();
    const folder = await library.folder('vn.ncp', 'Evidence ZEBRAMARKER');
    const post = async (login: string, path: string, fields = {}) =>
      (await portal.as(login)).post(`${library.path}/${path}`, fields, '/account');
    expect((await post('vn.ncp', `${row!.fileId}/move`, { folder })).status).toBe(303);
    expect((await page('vn.ncp', `${library.path}/folders/${folder}`)).text).toContain('a.txt');
    expect((await post('vn.ncp', `${row!.fileId}/removal`)).status).toBe(403);
    expect((await post('vn.ncp', `folders/${folder}/removal`)).text).toContain('The folder is not empty');
    expect((await post('ke.ncp', `${row!.fileId}/removal`)).headers.location).toBe(
      `${library.path}/folders/${folder}?done=removed`,
    );
    for (const path of [row!.fileId, `${row!.fileId}/versions/${row!.id}`])
      expect((await page('ke.ncp', `${library.path}/${path}`)).status).toBe(404);
    expect((await post('vn.ncp', `folders/${folder}/removal`)).status).toBe(303);
    expect((await page('ke.ncp', `${library.path}/removed`)).status).toBe(403);
    expect((await page('rilo.esa', `${library.path}/removed`)).text).toContain('a.txt');
    expect((await post('ke.ncp', `${row!.fileId}/restoral`)).status).toBe(403);
    expect((await post('rilo.esa', `${row!.fileId}/restoral`)).status).toBe(303);
    expect((await page('ke.ncp', library.path)).text).toContain('a.txt');
    expect(await acts(`file:${row!.fileId}`)).toEqual(
      expect.arrayContaining(['libraryFile.added', 'libraryFile.moved', 'libraryFile.removed', 'libraryFile.restored']),
    );
    expect(await acts(`operation:${id}`)).toEqual(
      expect.arrayContaining(['libraryFile.folderMade', 'libraryFile.folderRemoved']),
    );
  });

  test('are nobody’s outside the group, of no other operation, and taken from nobody who only reads', async () => {
    const { library } = await fresh();
    const other = await fresh();
    await library.add('ke.ncp', [{ name: 'a.txt', content: 'ZEBRAMARKER' }]);
    const [row] = await library.checked();
    for (const login of ['wco.admin', 'ke.officer']) {
      for (const path of ['', `/${row!.fileId}`, `/${row!.fileId}/versions/${row!.id}`, '/removed'])
        expect([login, path, (await page(login, `${library.path}${path}`)).status]).toEqual([login, path, 404]);
      expect((await library.add(login, [{ name: 'b.txt', content: 'x' }])).status).toBe(404);
    }
    expect((await page('ke.limited', library.path)).status).toBe(403);
    for (const path of [
      row!.fileId,
      `${row!.fileId}/versions/${row!.id}`,
      `${row!.fileId}/versions/${row!.id}/picture`,
    ])
      expect((await page('ke.ncp', `${other.library.path}/${path}`)).status).toBe(404);
    expect((await library.add('ke.reader', [{ name: 'b.txt', content: 'x' }])).status).toBe(403);
    expect((await library.addVersion('ke.reader', row!.fileId, { name: 'b.txt', content: 'x' })).status).toBe(403);
    expect((await page('ke.ncp', `${library.path}?colour=red`)).status).toBe(400);
    expect((await page('ke.ncp', `${library.path}?page=2`)).status).toBe(404);
    await portal.owner.query(`update cencomm_operations set state = 'closed' where id = $1`, [
      library.path.split('/')[3],
    ]);
    expect((await library.add('ke.ncp', [{ name: 'b.txt', content: 'x' }])).status).toBe(403);
    expect((await library.download('ke.ncp', row!)).status).toBe(200);
  });
});

test('nothing stands in clear: neither in the tables nor in the store', async () => {
  const { library } = await fresh();
  const folder = await library.folder('ke.ncp', 'ZEBRAMARKER folder');
  await library.add('ke.ncp', [{ name: 'ZEBRAMARKER.txt', content: 'ZEBRAMARKER '.repeat(1000) }], {
    folder,
    note: 'ZEBRAMARKER note',
  });
  await library.checked();
  const { rows: tables } = await portal.owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const holding: string[] = [];
  for (const { name } of tables) {
    const {
      rows: [row],
    } = await portal.owner.query(
      `select count(*)::int as n from "${name}" t where t::text ilike '%zebramarker%' or t::text ilike '%' ||
        encode('ZEBRAMARKER', 'hex') || '%'`,
    );
    if (row.n > 0) holding.push(name);
  }
  expect(holding).toEqual([]);
  const written = storedFiles(portal.fileStore, { unfinished: true });
  expect(written.filter(name => readFileSync(join(portal.fileStore, name)).includes('ZEBRAMARKER'))).toEqual([]);
});

const stored = (): string[] => storedFiles(portal.fileStore);
