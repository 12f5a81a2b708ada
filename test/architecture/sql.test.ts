import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';

const files = globSync('src/**/*.ts').map(file => ({ file, text: readFileSync(file, 'utf8') }));
const outsideDb = files.filter(({ file }) => !file.startsWith('src/db/'));

/** Names of columns and tables, and values, from lists in the code: nothing else is written into SQL as text. */
const rawNames = [
  'src/access/accounts/store-list.ts: name',
  'src/audit/archive/store-archives.ts: row.partition',
  'src/cencomm/keys/store-sealed-rows.ts: author',
  'src/cencomm/keys/store-sealed-rows.ts: column',
  'src/cencomm/keys/store-sealed-rows.ts: column',
  'src/cencomm/keys/store-sealed-rows.ts: epoch',
  'src/cencomm/keys/store-sealed-rows.ts: epochColumn',
  'src/cencomm/keys/store-sealed-rows.ts: operation',
  'src/cencomm/keys/store-sealed-rows.ts: operation',
  'src/cencomm/keys/store-sealed-rows.ts: table',
  'src/cencomm/keys/store-sealed-rows.ts: table',
  'src/cencomm/texts/store-texts.ts: table',
  'src/cencomm/texts/store-texts.ts: table',
  'src/cpdb/pictures/store-change.ts: name',
  'src/cpdb/pictures/store-change.ts: name',
  'src/imports/store.ts: columnOf[name]',
  `src/seizures/copy/words-in-copy.ts: \`s.document @@ '''\${word}'''::tsquery\``,
  'src/seizures/duplicates/store-merge.ts: name',
  'src/seizures/duplicates/store-merge.ts: name',
  'src/seizures/record/store-amend.ts: name',
  `src/seizures/search/search-where.ts: \`'\${code}'\``,
  `src/seizures/search/search-where.ts: \`'\${status}'\``,
];

test('values in SQL are named, never counted by position', () => {
  const counted = outsideDb.filter(({ text }) =>
    /\.query(<[^;]*?>)?\(\s*(\{|[`'"][^`'"]*\$\d)|sql`[^`]*\$\d/.test(text),
  );
  expect(counted.map(({ file }) => file)).toEqual([]);
});

test('text is written into SQL as it is only for the names listed here', () => {
  const found = outsideDb.flatMap(({ file, text }) =>
    [...text.matchAll(/(?<![\w.])raw\((?!['"])([^()]*)\)/g)].map(([, argument]) => `${file}: ${argument}`),
  );
  expect(found.sort()).toEqual(rawNames);
});

test('knex is for migrations and seeds only', () => {
  const users = files.filter(({ text }) => /from 'knex'/.test(text)).map(({ file }) => file);
  expect(users.sort()).toEqual([
    'src/cli/prepare.ts',
    'src/db/migrate.ts',
    'src/db/preflight.ts',
    'src/reference/seed/store-seed.ts',
  ]);
});

/** Files that run SQL but are no store, search or scope. The list may only become shorter. */
const elsewhere: readonly string[] = [];

test('SQL runs in stores, searches, scopes and src/db only', () => {
  const runs =
    /(?<![\w.])(queryRows?|execute)(<[^;]*?>)?\(\s*[\w.]+,|(?<![\w.])sql`|\b(client|pool|on|jobPool)\.query\b/;
  const found = outsideDb
    .filter(({ file, text }) => !/^(store|search|scope)/.test(basename(file)) && runs.test(text))
    .map(({ file }) => file);
  expect(found.filter(file => !elsewhere.includes(file))).toEqual([]);
  expect(elsewhere.filter(file => !found.includes(file))).toEqual([]);
});

test('a function takes its connection first and its viewer next', () => {
  const late = files.filter(({ text }) =>
    /[\w\]}>],\s+(?!readonly)\w+: (Queryable|Client|PoolClient)\b|: (Viewer|Actor),\s+\w+: Pool\b/.test(text),
  );
  expect(late.map(({ file }) => file)).toEqual([]);
});
