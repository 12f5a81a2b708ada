import { describe, expect, test } from 'vitest';
import {
  openRows,
  proposeColumns,
  sniff,
  type Overrides,
  type RawRow,
  type Sniffed,
} from '../../../src/imports/engine/index.ts';
import { detectDelimiter } from '../../../src/imports/engine/text/delimiter.ts';
import { csvBytes, csvText, dice, facts, fields, headerIn, languages, pick, table } from '../generate.ts';
import { vocabulary } from '../vocabulary.ts';

async function read(
  bytes: Buffer,
  overrides: Overrides = {},
): Promise<{ sniffed: Sniffed; rows: RawRow[]; codes: string[] }> {
  const sniffed = await sniff(bytes, vocabulary, overrides);
  const rows: RawRow[] = [];
  if (sniffed.dialect) for await (const row of openRows(bytes, sniffed.dialect)) rows.push(row);
  return { sniffed, rows, codes: sniffed.problems.map(({ code }) => code) };
}

const plain = table(facts(40, 21));
const body = plain.slice(1);
const records = (rows: readonly RawRow[]): string[][] => rows.filter(row => !row.aside).map(row => [...row.cells]);

describe('delimiters', () => {
  test.each([',', ';', '\t', '|', '^', '~'])('%j, quoted and not', async delimiter => {
    for (const quoted of [true, false]) {
      const { sniffed, rows } = await read(csvBytes(plain, { delimiter, quoted }));
      expect(sniffed.dialect?.delimiter).toBe(delimiter);
      expect(records(rows)).toEqual(body);
    }
  });

  test('a hard set: titles, footers, texts with all delimiters, decimal commas, an empty last column', () => {
    const roll = dice(5);
    let wrong = 0;
    for (let seed = 0; seed < 150; seed += 1) {
      const delimiter = pick(roll, [',', ';', '\t', '|']);
      const list = table(facts(3 + Math.floor(roll() * 38), seed + 1), {
        numbers: delimiter === ',' ? '1234.5' : '1234,5',
        language: pick(roll, languages),
      });
      const rows = list.map(row => [
        ...row,
        roll() < 0.5 ? 'found; in a bag, by dog | 2 kg\tnet' : 'seen, then taken',
        ...(seed % 3 === 0 ? [''] : []),
      ]);
      const titles = ['Seizures, by office; 2024', '', 'Printed on 3.5.2024, page 1']
        .slice(0, Math.floor(roll() * 4))
        .map(line => `${line}\r\n`)
        .join('');
      const text = titles + csvText(rows, { delimiter }) + (seed % 4 === 0 ? 'Source: customs; own figures\r\n' : '');
      if (detectDelimiter(text).delimiter !== delimiter) wrong += 1;
    }
    expect(wrong).toBe(0);
  });

  test('52 the line sep=; is an instruction, not data', async () => {
    const { sniffed, rows } = await read(Buffer.from(`sep=;\r\n${csvText(plain, { delimiter: ';' })}`));
    expect(sniffed.dialect).toMatchObject({ delimiter: ';', headerLine: 2 });
    expect(records(rows)).toEqual(body);
  });

  test('53 a delimiter at the end of each line makes no column', async () => {
    const { sniffed, rows } = await read(
      csvBytes(
        plain.map(row => [...row, '']),
        { delimiter: ';' },
      ),
    );
    expect(sniffed.dialect?.header).toHaveLength(11);
    expect(records(rows)).toEqual(body);
  });

  test('74 unquoted decimal commas in a comma file are joined again', async () => {
    const wide = body.map(row =>
      row.map((cell, column) =>
        column === 5
          ? `${Math.floor(Number(cell))},${String(Math.round(Number(cell) * 100) % 100).padStart(2, '0')}`
          : cell.replaceAll(',', ' '),
      ),
    );
    const text = [plain[0] ?? [], ...wide].map(row => row.join(',')).join('\n');
    const { sniffed, rows, codes } = await read(Buffer.from(text));
    expect(sniffed.dialect?.joinColumn).toBe(5);
    expect(codes).toContain('decimal_comma_split');
    expect(records(rows)).toEqual(wide);
  });

  test('75 and 76: an open quote costs one row, a line break inside a cell none', async () => {
    const text = csvText(
      body.map((row, index) =>
        index === 7 ? row.map((cell, column) => (column === 3 ? 'Dover,\nEngland' : cell)) : row,
      ),
    );
    const lines = text.split('\r\n');
    lines[20] = (lines[20] ?? '').replace(',', ',"');
    const { rows } = await read(Buffer.from(`${(plain[0] ?? []).join(',')}\r\n${lines.join('\r\n')}`));
    expect(rows).toHaveLength(40);
    expect(rows[7]?.cells[3]).toBe('Dover,\nEngland');
    expect(rows.filter(row => row.notes?.some(({ code }) => code === 'quote_open'))).toHaveLength(1);
  });

  test('a person may overrule the delimiter and the header', async () => {
    const { sniffed } = await read(csvBytes(plain, { delimiter: ';' }), { delimiter: ',' });
    expect(sniffed.dialect?.delimiter ?? 'none').not.toBe(';');
    expect((await read(csvBytes(plain), { headerLine: 3 })).sniffed.dialect?.headerLine).toBe(3);
  });
});

describe('headers', () => {
  const title = (rows: readonly (readonly string[])[], count: number): string[][] => [
    ...[['Seizures of the customs administration'], ['All offices, 2024'], []]
      .slice(0, count)
      .map(row => [...row, ...Array<string>(11 - row.length).fill('')]),
    ...rows.map(row => [...row]),
  ];

  test('45 none to three title rows, seven languages, known words', async () => {
    let wrong = 0;
    for (const language of languages) {
      for (let count = 0; count <= 3; count += 1) {
        const { sniffed } = await read(
          csvBytes(title(table(facts(15, count + 1, { language }), { language, turn: count }), count), {
            delimiter: ';',
          }),
        );
        if (sniffed.dialect?.headerLine !== count + 1) wrong += 1;
      }
    }
    expect(wrong).toBe(0);
  });

  test('47, 48, 49: no header, words we never saw, F1 F2', async () => {
    let [missed, invented] = [0, 0];
    for (let seed = 1; seed <= 40; seed += 1) {
      const list = facts(5 + seed, seed);
      const strange = [
        'Fooref',
        'Tagwann',
        'Staatbar',
        'Ortling',
        'Wasda',
        'Wiefil',
        'Messart',
        'Wosteck',
        'Womit',
        'Woher',
        'Wohinaus',
      ];
      if ((await sniff(csvBytes(table(list, { header: strange })), vocabulary)).dialect?.headerLine !== 1) missed += 1;
      if ((await sniff(csvBytes(table(list, { header: null })), vocabulary)).dialect?.headerLine !== 0) invented += 1;
    }
    expect({ missed, invented }).toEqual({ missed: 0, invented: 0 });
    const { sniffed, codes } = await read(csvBytes(body));
    expect(codes).toContain('no_header');
    expect(sniffed.dialect?.header.slice(0, 3)).toEqual(['A', 'B', 'C']);
    const numbered = await read(csvBytes([fields.map((_, index) => `F${index + 1}`), ...body]));
    expect(numbered.sniffed.dialect).toMatchObject({ headerLine: 1 });
  });

  test('46 a header of two lines is joined', async () => {
    const upper = ['Case', '', 'Country', 'Place', 'Goods', '', '', 'How', '', 'Country', ''];
    const lower = [
      'reference',
      'seizure date',
      '',
      '',
      'product',
      'quantity',
      'unit',
      'concealment',
      'transport',
      'departure',
      'destination',
    ];
    const { sniffed, rows } = await read(csvBytes([upper, lower, ...body]));
    expect(sniffed.dialect?.header).toEqual([
      'Case / reference',
      'Case / seizure date',
      'Country',
      'Place',
      'Goods / product',
      'Goods / quantity',
      'Goods / unit',
      'How / concealment',
      'How / transport',
      'Country / departure',
      'Country / destination',
    ]);
    expect(records(rows)).toEqual(body);
    const proposals = proposeColumns(sniffed.dialect?.header ?? [], sniffed.sample, vocabulary);
    expect(proposals.map(({ field }) => field)).toEqual(fields);
  });

  test('50 a row of tags is the mapping itself', async () => {
    const tags = fields.map(field => `#${field}`);
    const { sniffed, rows } = await read(csvBytes([fields.map((_, index) => `Spalte ${index}`), tags, ...body]));
    expect(sniffed.dialect?.tags).toEqual(tags);
    expect(records(rows)).toEqual(body);
    expect(
      proposeColumns(sniffed.dialect?.header ?? [], sniffed.sample, vocabulary, { tags: sniffed.dialect?.tags }).map(
        ({ field, state }) => `${field} ${state}`,
      ),
    ).toEqual(fields.map(field => `${field} auto`));
  });

  test('51 and 55: totals, source lines, blank lines and repeated headers are set aside', async () => {
    const empty = Array<string>(11).fill('');
    const withRepeats = body.flatMap((row, index) => (index % 10 === 9 ? [row, plain[0] ?? [], empty] : [row]));
    const total = empty.map((_, column) => (column === 0 ? 'Razem' : column === 5 ? '99,5' : ''));
    const { rows } = await read(
      csvBytes([plain[0] ?? [], ...withRepeats, total, ['Source: own figures', ...empty.slice(1)]], { delimiter: ';' }),
    );
    expect(records(rows)).toEqual(body);
    expect(rows.filter(row => row.aside).map(row => row.aside)).toEqual([
      'header',
      'header',
      'header',
      'header',
      'total',
      'note',
    ]);
  });

  test('54 repeated names are told, with their places', async () => {
    const { sniffed } = await read(csvBytes([[...headerIn('en').slice(0, 10), headerIn('en')[9] ?? ''], ...body]));
    expect(sniffed.problems).toContainEqual({
      code: 'header_repeated',
      fatal: false,
      values: { name: 'departure', a: 10, b: 11 },
    });
  });

  test('rows too short and too long keep their cells', async () => {
    const { rows } = await read(csvBytes([...plain, ['SZ', '2024-01-01'], [...(body[0] ?? []), 'more', 'still more']]));
    expect(rows.at(-2)?.cells).toHaveLength(2);
    expect(rows.at(-1)?.cells).toHaveLength(13);
  });
});
