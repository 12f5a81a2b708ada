import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeOds, writeXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSource } from '../../src/files/source.ts';
import { UnreadableFile } from '../../src/files/unreadable.ts';
import { openWorkbook } from '../../src/spreadsheets/open-workbook.ts';
import { readWorkbook, usualLimits } from '../../src/spreadsheets/read-workbook.ts';
import type { BookKind, SheetRow, Workbook } from '../../src/spreadsheets/workbook.ts';
import { workbook, xls, zip } from '../imports/engine/books.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cen-books-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

let number = 0;
async function kept(content: Buffer | string): Promise<string> {
  const path = join(directory, String((number += 1)));
  await writeFile(path, content);
  return path;
}

const reading = (kind: BookKind) => ({ kind, read: usualLimits }) as const;

async function contentOf(book: Workbook): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const sheet of book.sheets) {
    const rows: SheetRow[] = [];
    for await (const row of book.rows(sheet.name)) rows.push(row);
    found.push({ ...sheet, rows, layout: await book.layout(sheet.name) });
  }
  await book.close();
  return found;
}

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'read',
    (error: unknown) => (error instanceof UnreadableFile ? error.reason : String(error)),
  );

describe('a workbook from outside', () => {
  const rows = Array.from({ length: 1200 }, (_, at) => [
    `ref ${at}`,
    '2026-03-14',
    at % 7 === 0 ? '' : 'żółć 中文',
    at,
  ]);
  const texts = rows.map(row => row.map(String));
  const books: Readonly<Record<BookKind, () => Promise<Buffer | string>>> = {
    xlsx: async () =>
      Buffer.from(
        await writeXlsx({
          sheets: [
            { name: 'Data', rows },
            { name: 'b', rows: [['x']] },
          ],
        }),
      ),
    ods: async () => Buffer.from(await writeOds({ sheets: [{ name: 'Data', rows }] })),
    xls: async () => xls(rows.slice(0, 200)),
    markup: async () =>
      `<table>${texts.map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`,
  };

  test.each(['xlsx', 'ods', 'xls', 'markup'] as const)('%s is read beside the portal as it is within', async kind => {
    const path = await kept(await books[kind]());
    const beside = await contentOf(await openWorkbook(path, reading(kind)));
    expect(beside).toEqual(await contentOf(await readWorkbook(await openSource(path), reading(kind))));
    expect((beside[0] as { rows: SheetRow[] }).rows).toHaveLength(kind === 'xls' ? 200 : 1200);
  });

  test('can be left early, and a sheet begun again', async () => {
    const book = await openWorkbook(await kept(await books.xlsx()), reading('xlsx'));
    try {
      for (let time = 0; time < 2; time += 1) {
        const cells: string[] = [];
        for await (const row of book.rows('Data')) {
          cells.push(row.cells[0] ?? '');
          if (cells.length === 3) break;
        }
        expect(cells).toEqual(['ref 0', 'ref 1', 'ref 2']);
      }
    } finally {
      await book.close();
    }
  });

  test('says where a formula stands, and may be cut to the columns that are read', async () => {
    const xml =
      '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>3</v><f>1+2</f></c><c r="ZZ1"><v>4</v></c></' +
      'row><row r="9"/></sheetData>';
    const path = await kept(workbook({ Data: { xml } }));
    expect(await reasonOf(openWorkbook(path, reading('xlsx')).then(contentOf))).toBe('tooWide');
    const cut = { kind: 'xlsx', read: { ...usualLimits, columns: 2, cut: true } } as const;
    expect(await contentOf(await openWorkbook(path, cut))).toMatchObject([
      { name: 'Data', rows: [{ line: 1, cells: ['1', '3'], formula: 1 }] },
    ]);
  });

  test.each<readonly [string, BookKind, Buffer | string, string]>([
    ['no packed file', 'xlsx', 'hello', 'damaged'],
    ['no packed file', 'ods', 'hello', 'damaged'],
    ['no container', 'xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'damaged'],
    ['a bomb', 'xlsx', zip({ 'xl/worksheets/sheet1.xml': Buffer.alloc(150 * 1024 * 1024, 32) }), 'tooBig'],
  ])('that is %s (%s) is refused', async (_what, kind, content, reason) =>
    expect(await reasonOf(openWorkbook(await kept(content), reading(kind)).then(contentOf))).toBe(reason),
  );
});

describe('a reader that a file has broken', () => {
  const begins = `process.send('ready'); process.on('disconnect', () => process.exit(0));`;
  const opens = `process.send({ done: { sheets: [{ name: 'Data', hidden: false }] } })`;
  const scripts = {
    'never ends': `process.on('message', () => { for (;;); })`,
    'goes away': `process.on('message', () => process.exit(1))`,
    'takes all memory': `const all = [];
      process.on('message', () => setInterval(() => all.push(Buffer.alloc(5e7, 1)), 1))`,
    'says what none of ours would':
      `process.on('message', () => process.send({ done: { sheets: [{ name: 'a', hidden: false, run: 'rm' }] } ` + '}))',
    'breaks at its rows': `process.on('message', ({ ask }) => { if (ask === 'open') ${opens}; else for (;;); })`,
    'says rows that are none':
      `process.on('message', ({ ask }) => { if (ask === 'open') ${opens}; else process.send({ done: { batch: ` +
      '{ rows: [{ line: 1, cells: [{}], hidden: false }], isLast: true } } }) })',
  };

  test.each(Object.entries(scripts))('and %s is too hard, and leaves us alive', async (_what, script) => {
    const path = join(directory, `reader-${(number += 1)}.mjs`);
    await writeFile(path, `${begins}${script}`);
    const broken = { script: pathToFileURL(path), limits: { seconds: 1, megabytes: 300 } };
    expect(await reasonOf(openWorkbook(await kept('x'), reading('xlsx'), broken).then(contentOf))).toBe('tooHard');
  });
});
