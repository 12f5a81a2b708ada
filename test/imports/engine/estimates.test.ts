import { writeXlsx } from 'hucre';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { sniff } from '../../../src/imports/engine/index.ts';
import { csvText, facts, table } from '../generate.ts';
import { vocabulary } from '../vocabulary.ts';

const count = 12_000;
const rows = table(facts(count, 5));
const header = rows[0] ?? [];
const records = rows.slice(1).map(row => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
/** Notes that grow towards the end of a file, as they do where an office learned to write them. */
const growing = rows.map((row, at) => [
  ...row,
  at === 0 ? 'Note' : 'измерено '.repeat(at % (1 + Math.floor(at / 900))),
]);

test.each<[string, () => Promise<Buffer> | Buffer]>([
  ['commas', () => Buffer.from(csvText(rows))],
  ['letters of two bytes', () => Buffer.from(csvText(rows.map(row => [...row, 'Таможенный пост'])))],
  ['letters of one byte in another set', () => iconv.encode(csvText(rows.map(row => [...row, 'Таможня'])), 'win1251')],
  ['the text of a spreadsheet', () => iconv.encode(csvText(rows), 'utf16le', { addBOM: true })],
  ['notes above and a total below', () => Buffer.from(`Seizures\n\n${csvText(rows)}Total,${count}\n`)],
  ['rows that grow', () => Buffer.from(csvText(growing))],
  ['a workbook', async () => Buffer.from(await writeXlsx({ sheets: [{ name: 'A', rows }] }))],
  ['objects', () => Buffer.from(JSON.stringify(records))],
  ['objects on lines', () => Buffer.from(records.map(one => JSON.stringify(one)).join('\n'))],
])('%s: the rows are estimated within a twentieth', async (_, made) => {
  const { rowsGuess } = await sniff(await made(), vocabulary);
  expect(Math.abs(rowsGuess / count - 1)).toBeLessThan(0.05);
});
