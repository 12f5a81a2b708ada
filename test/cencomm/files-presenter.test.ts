import { expect, test } from 'vitest';
import { presentFolder, type FolderSources, type Sort } from '../../src/cencomm/files/pages/presenter-folder.ts';
import type { Folder, LibraryFile } from '../../src/cencomm/files/library.ts';
import { fitsInto, treeOf } from '../../src/cencomm/files/folder-tree.ts';
import { sizeWords } from '../../src/cencomm/files/pages/words.ts';
import type { Words } from '../../src/reference/index.ts';

const words = {
  lang: 'en',
  t: (key: string) => key,
  time: (iso: string) => iso,
  office: () => 'Kenya',
  problem: () => '',
} as unknown as Words;
const fileOf = (at: number): LibraryFile => ({
  id: `f${at}`,
  folderId: null,
  removedAt: null,
  removedByLogin: null,
  removedByName: null,
  readers: 0,
  isKnown: true,
  latest: {
    id: `v${at}`,
    fileId: `f${at}`,
    name: `File ${at}`,
    note: undefined,
    kind: 'txt',
    size: 10,
    number: 1,
    createdMs: 1_790_000_000_000 - at,
    authorLogin: 'ke.ncp',
    authorOfficeId: 1,
  } as LibraryFile['latest'],
});
const shown = (sort: Sort, page: number) => {
  const sources = {
    entered: { operation: { id: 'o', state: 'open' }, membership: { role: 'member' } },
    tree: treeOf([]),
    folder: undefined,
    files: Array.from({ length: 120 }, (_, at) => fileOf(at + 1)),
    recent: [],
    uploads: [],
    words,
    offices: { byId: () => undefined },
    clientUuid: '',
    sort,
    page,
    done: '',
    problems: [],
    typed: {},
    isUnscanned: false,
  } as unknown as FolderSources;
  const { table, pager } = presentFolder(sources);
  return { names: table.files.map(({ name }) => name), pager };
};

test('a folder is paged and sorted by name as people count, or by time', () => {
  expect(shown('name', 1).names.slice(0, 3)).toEqual(['File 1', 'File 2', 'File 3']);
  expect(shown('-name', 1).names[0]).toBe('File 120');
  expect(shown('date', 1).names[0]).toBe('File 120');
  expect(shown('-date', 1).names[0]).toBe('File 1');
  const last = shown('name', 3);
  expect([last.names.length, last.names.at(-1)]).toEqual([20, 'File 120']);
  expect(last.pager).toMatchObject({
    from: 101,
    to: 120,
    total: 120,
    newer: '/cencomm/operations/o/files?sort=name&page=2',
  });
  expect(last.pager).not.toHaveProperty('older');
});

test('a tree shows what leads to something that is theirs', () => {
  const folder = (id: string, parentId: string | null, name: string | undefined, files = 0): Folder => ({
    id,
    parentId,
    name,
    isBroken: false,
    createdMs: 0,
    authorLogin: '',
    files,
  });
  const ids = ['a', 'b', 'c', 'd'].map(letter => `${letter.repeat(8)}-0000-4000-8000-000000000000`) as [
    string,
    string,
    string,
    string,
  ];
  const tree = treeOf([
    folder(ids[0], null, undefined),
    folder(ids[1], ids[0], undefined, 2),
    folder(ids[2], null, undefined),
    folder(ids[3], ids[1], 'New'),
  ]);
  expect(tree.all.map(({ id }) => id)).toEqual([ids[0], ids[1], ids[3]]);
  expect(tree.pathTo(ids[3]).map(({ id }) => id)).toEqual([ids[0], ids[1], ids[3]]);
  expect(() => tree.get(ids[2])).toThrow('no such folder');
  expect([
    tree.height(ids[0]),
    tree.isIn(ids[3], ids[0]),
    tree.isIn(ids[0], ids[3]),
    fitsInto(tree, ids[3], 5),
    fitsInto(tree, ids[3], 6),
  ]).toEqual([3, true, false, true, false]);
});

test.each([
  [5, 'en', '1 kB'],
  [38_400, 'en', '38 kB'],
  [1_440_000, 'en', '1.4 MB'],
  [499_700_000, 'en', '500 MB'],
  [2_100_000_000, 'en', '2.1 GB'],
] as const)('%d bytes are told in %s as %s', (bytes, lang, said) => {
  expect(sizeWords(bytes, { lang })).toBe(said);
});
