import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  normaliseRow,
  openRows,
  proposeColumns,
  readDate,
  readNumber,
  sniff,
  type Dialect,
  type ImportPlan,
  type RawRow,
} from '../../../src/imports/engine/index.ts';
import { dice, facts, table, csvText } from '../generate.ts';
import { vocabulary } from '../vocabulary.ts';

const anything = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^[-+(]?[0-9., '/e:T-]{0,20}[kgzł$€ )]{0,5}$/),
);
const code = async (bytes: Buffer): Promise<string | undefined> =>
  (await sniff(bytes, vocabulary)).problems.find(({ fatal }) => fatal)?.code;

async function readAll(bytes: Buffer, dialect: Dialect): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of openRows(bytes, dialect)) rows.push(row);
  return rows;
}

describe('bad input', () => {
  test('no cell makes readDate or readNumber throw; dates are real days, numbers are finite', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('dmy', 'mdy', 'ymd'), fc.constantFrom('.', ','), (cell, order, decimal) => {
        const date = readDate(cell, { order, serials: '1900', mixed: true });
        if (typeof date === 'object')
          expect(new Date(`${date.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date.date);
        const number = readNumber(cell, { decimal, mixed: true });
        if (typeof number === 'object') expect(Number.isFinite(number.value)).toBe(true);
      }),
      { numRuns: 3000, seed: 3 },
    );
  });

  test('no row makes the normaliser throw', () => {
    const plan: ImportPlan = {
      header: ['a', 'b', 'c', 'd', 'e', 'f'],
      mapping: ['seizureDate', 'country', 'product', 'quantity', 'latitude', 'transit'],
      constants: {},
      dateStyle: { order: 'dmy' },
      numberStyle: { decimal: ',' },
      others: vocabulary.others,
      today: '2026-11-25',
    };
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 8 }), cells => {
        const row = normaliseRow({ line: 1, cells }, plan, new Map());
        expect(row.problems.some(({ level }) => level === 'error')).toBe(true);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  test('no bytes make sniff or openRows throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          anything.map(text => Buffer.from(text)),
          fc.array(anything, { maxLength: 20 }).map(lines => Buffer.from(lines.join('\n'))),
        ),
        async bytes => {
          const file = Buffer.from(bytes);
          const { dialect, problems, sample } = await sniff(file, vocabulary);
          expect(dialect !== undefined || problems.some(({ fatal }) => fatal)).toBe(true);
          if (!dialect) return;
          proposeColumns(dialect.header, sample, vocabulary);
          await readAll(file, dialect);
        },
      ),
      { numRuns: 250, seed: 5 },
    );
  });

  test('a dialect that does not fit its file ends in a problem, not in a surprise', async () => {
    const bytes = Buffer.from(csvText(table(facts(5, 1))));
    for (const kind of ['xlsx', 'ods', 'xls', 'json', 'markup'] as const) {
      const stream = openRows(bytes, {
        kind,
        header: ['a', 'b'],
        headerLine: 1,
        headerLastLine: 1,
        sheets: ['Data'],
        json: 'array',
      });
      let rows = 0;
      for await (const row of stream) rows += row.cells.length;
      expect([kind, rows, stream.problems.length > 0 || kind === 'json']).toEqual([kind, 0, true]);
    }
  });

  test('empty, blank, header only', async () => {
    expect(await code(Buffer.alloc(0))).toBe('file_empty');
    expect(await code(Buffer.from(' \r\n\r\n\t\n'))).toBe('file_empty');
    expect(await code(Buffer.from('\ufeff'))).toBe('file_empty');
    expect(await code(Buffer.from('date,country,drug,quantity,unit\r\n'))).toBe('file_empty');
  });

  test('binary, pictures, scans, prose', async () => {
    const roll = dice(1);
    expect(await code(Buffer.from(Array.from({ length: 5000 }, () => Math.floor(roll() * 256))))).toBe(
      'file_not_table',
    );
    expect(await code(Buffer.from('%PDF-1.7 scanned list of seizures'))).toBe('file_pdf');
    expect(await code(Buffer.from('89504e470d0a1a0a0000', 'hex'))).toBe('file_picture');
    expect(await code(Buffer.from('Dear colleague\nplease find the seizures of May below\nregards\n'))).toBe(
      'file_not_table',
    );
  });

  test('10,000 columns', async () => {
    const line = Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',');
    expect(await code(Buffer.from(`${line}\n${line}\n`))).toBe('file_too_wide');
  });

  test('a missing file is trouble of the machine and is thrown', async () => {
    await expect(sniff('/nowhere/file.csv', vocabulary)).rejects.toThrow('ENOENT');
  });

  test('65 NUL and lone surrogates are taken out and said', async () => {
    const text = csvText(table(facts(10, 2)))
      .replace('Dover', 'Do\0ver')
      .replace('London', 'Lon\0don')
      .replace('Mombasa', 'Mom\0basa');
    const { dialect } = await sniff(Buffer.from(text), vocabulary);
    const rows = await readAll(Buffer.from(text), dialect as Dialect);
    expect(JSON.stringify(rows)).not.toContain('\\u0000');
    expect(rows.some(row => row.notes?.some(note => note.code === 'text_cleaned'))).toBe(true);
  });

  test('a cell longer than Excel allows is cut and its row waits', async () => {
    const rows = table(facts(8, 3)).map((row, index) =>
      index === 4 ? row.map((cell, column) => (column === 3 ? 'x'.repeat(50_000) : cell)) : row,
    );
    const bytes = Buffer.from(csvText(rows));
    const { dialect } = await sniff(bytes, vocabulary);
    const read = await readAll(bytes, dialect as Dialect);
    expect(read).toHaveLength(8);
    expect(read[3]?.notes).toEqual([{ level: 'error', code: 'cell_too_long', column: 3, values: { limit: 32_767 } }]);
  });

  test('ragged rows, where a file leaves out empty cells at the end, are filled', async () => {
    const rows = table(facts(30, 4)).map((row, index) => (index > 0 && index % 2 === 0 ? row.slice(0, 9) : row));
    const bytes = Buffer.from(csvText(rows));
    const { dialect } = await sniff(bytes, vocabulary);
    expect((await readAll(bytes, dialect as Dialect)).every(row => row.cells.length === 11)).toBe(true);
  });

  test('rows can be left early and read again', async () => {
    const bytes = Buffer.from(csvText(table(facts(500, 5))));
    const { dialect } = await sniff(bytes, vocabulary);
    const stream = openRows(bytes, dialect as Dialect);
    for await (const row of stream) if (row.line > 10) break;
    let count = 0;
    for await (const row of stream) count += row.cells.length > 0 ? 1 : 0;
    expect([count, stream.progress(), stream.problems]).toEqual([500, 1, []]);
  });
});
