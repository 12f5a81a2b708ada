import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvParser, parseCsv } from '../../../src/imports/engine/text/csv.ts';
import { csvText, facts, table } from '../generate.ts';

const comma = { delimiter: ',', newline: '\n', backslash: false } as const;
const cells = (text: string): string[][] => parseCsv(text, comma).map(record => record.cells);

describe('csv', () => {
  test('agrees with csv-parse cell by cell', () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      for (const quoted of [true, false]) {
        const rows = table(facts(200, 11)).map(row => [...row, 'with "quotes", and; a | line\nbreak\tand tab']);
        const text = csvText(rows, { delimiter, quoted });
        expect(parseCsv(text, { ...comma, delimiter }).map(record => record.cells)).toEqual(
          parse(text, { delimiter, relax_quotes: true, relax_column_count: true }),
        );
      }
    }
  });

  test('any table written properly comes back, whatever its pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.stringMatching(/^[a-c";,\n\r 1é]*$/), { minLength: 2, maxLength: 4 }), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.integer({ min: 1, max: 7 }),
        (rows, size) => {
          const text = csvText(rows, { quoted: true });
          const parser = csvParser(comma);
          const found = [];
          for (let at = 0; at < text.length; at += size) found.push(...parser.push(text.slice(at, at + size)));
          found.push(...parser.end());
          expect(found.map(record => record.cells)).toEqual(rows);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  test('quotes inside an unquoted cell are text', () => {
    expect(cells('5" pipe,6\' "x" y,z\n')).toEqual([['5" pipe', '6\' "x" y', 'z']]);
    expect(cells('a, "b, c" ,d\n')).toEqual([['a', 'b, c', 'd']]);
  });

  test('the line of a record is the line it begins on', () => {
    expect(parseCsv('a,b\n"x\ny\nz",1\nc,d\n', comma).map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  test('a quote that never closes costs its own line only', () => {
    const rows = ['a,b,c', '1,"open,3', '4,5,6', '7,"8",9'];
    const records = parseCsv(rows.join('\n'), comma, 3);
    expect(records.map(record => record.cells)).toEqual([
      ['a', 'b', 'c'],
      ['1', '"open', '3'],
      ['4', '5', '6'],
      ['7', '8', '9'],
    ]);
    expect(records[1]?.openQuote).toBeDefined();
  });

  test('a quote that swallows lines until another quote is found out by the width', () => {
    const records = parseCsv('a,b,c\n1,"open,3\n4,5,6\n"7",8,9\n', comma, 3);
    expect(records.map(record => record.cells)).toEqual([
      ['a', 'b', 'c'],
      ['1', '"open', '3'],
      ['4', '5', '6'],
      ['7', '8', '9'],
    ]);
  });

  test('a file of open quotes is read in bounded time and memory', () => {
    const text = '1,"open,3\n'.repeat(100_000);
    const parser = csvParser(comma, 3);
    const started = process.cpuUsage().user;
    let count = 0;
    for (let at = 0; at < text.length; at += 65_536) count += parser.push(text.slice(at, at + 65_536)).length;
    count += parser.end().length;
    expect(count).toBe(100_000);
    expect((process.cpuUsage().user - started) / 1000).toBeLessThan(5000);
  });

  test('old Mac line ends and backslash quotes', () => {
    expect(parseCsv('a,b\r1,2\r', { ...comma, newline: '\r' }).map(record => record.cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(parseCsv('"say \\"yes\\"",b\n', { ...comma, backslash: true })[0]?.cells).toEqual(['say "yes"', 'b']);
  });
});
