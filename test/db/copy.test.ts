import { beforeAll, expect, test } from 'vitest';
import { copyLines, copyRows, openLines } from '../../src/db/copy.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.owner.query('create table copied (a text, b text[], c int[], d jsonb, e boolean, n int)');
});

const columns = ['a', 'b', 'c', 'd', 'e', 'n'];
const texts = ['', 'plain', 'a "quoted" one', 'back\\slash', '\\N', 'tab\tand\r\nline', 'élan', '{a,b}', 'NULL', ' '];
const rows = texts.map((text, at) => [text, [text, 'x'], [at, -1], { text }, at % 2 === 0, at === 3 ? null : at]);
const written = [...rows, ['', [], [], {}, false, null]];

test.each(['rows', 'lines'])('what COPY writes is what was given, as %s', async how => {
  await database.owner.query('truncate copied');
  await inTransaction(database.owner, async client => {
    if (how === 'rows') return copyRows(client, 'copied', columns, written);
    const lines = openLines();
    for (const row of written) lines.add(row);
    expect(lines.count()).toBe(written.length);
    return copyLines(client, 'copied', columns, lines);
  });
  const { rows: read } = await database.owner.query({ text: 'select * from copied', rowMode: 'array' });
  expect(read).toEqual(written);
});

test('rows of more than one piece, and none', async () => {
  await database.owner.query('truncate copied');
  const long = Array.from({ length: 30 }, (_one, at) => ['x'.repeat(9000), [], [at], {}, true, at]);
  await inTransaction(database.owner, async client => {
    await copyRows(client, 'copied', columns, []);
    await copyLines(client, 'copied', columns, openLines());
    const lines = openLines();
    for (const row of long) lines.add(row);
    await copyLines(client, 'copied', columns, lines);
    await copyRows(client, 'copied', columns, long);
  });
  const { rows: read } = await database.owner.query('select count(*)::int as n, sum(length(a))::int as l from copied');
  expect(read).toEqual([{ n: 60, l: 60 * 9000 }]);
});
