import { beforeAll, expect, test } from 'vitest';
import { resealOperation } from '../../src/cencomm/keys/reseal.ts';
import { openFileStore } from '../../src/files/store/file-store.ts';
import { keysOf, openOperation } from '../support/cencomm.ts';
import { libraryOf } from '../support/library.ts';
import { picture } from '../support/file-samples.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

const masterKey = Buffer.alloc(32, 7);
let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal({ masterKey });
});

test('a library sealed anew under a new key is what it was', async () => {
  const id = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
  const library = libraryOf(portal, id);
  const folder = await library.folder('ke.ncp', 'Evidence ZEBRAMARKER');
  await library.add(
    'ke.ncp',
    [
      { name: 'a.txt', content: 'ZEBRAMARKER' },
      { name: 'p.jpg', content: await picture('jpeg') },
    ],
    { folder, note: 'ZEBRAMARKER note' },
  );
  await library.checked();
  const place = { pool: portal.pool, files: openFileStore(portal.fileStore, masterKey), keys: keysOf(portal) };
  expect(await resealOperation(place, {}, id)).toMatchObject({ epoch: 2, broken: 0, shredded: true });
  const rows = await library.checked();
  const text = rows.find(({ kind }) => kind === 'txt')!;
  const photo = rows.find(({ kind }) => kind === 'jpeg')!;
  expect(String((await library.download('ke.ncp', text)).body)).toBe('ZEBRAMARKER');
  const page = await (await portal.as('ke.ncp')).get(`${library.path}/folders/${folder}`);
  for (const words of ['Evidence ZEBRAMARKER', 'a.txt']) expect(page.text).toContain(words);
  expect(
    (await (await portal.as('ke.ncp')).get(`${library.path}/${photo.fileId}/versions/${photo.id}/picture`)).status,
  ).toBe(200);
  expect((await (await portal.as('ke.ncp')).get(`${library.path}/${text.fileId}`)).text).toContain('ZEBRAMARKER note');
});
