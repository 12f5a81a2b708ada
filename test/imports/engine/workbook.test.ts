import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx, writeOds, writeXlsx } from 'hucre';
import { describe, expect, test } from 'vitest';
import {
  openRows,
  proposeColumns,
  sniff,
  type Overrides,
  type RawRow,
  type Sniffed,
} from '../../../src/imports/engine/index.ts';
import { dice, facts, table } from '../generate.ts';
import { readAsPerson } from '../person.ts';
import { vocabulary } from '../vocabulary.ts';
import { workbook, xls, zip } from './books.ts';

async function read(
  file: Buffer | string,
  overrides: Overrides = {},
): Promise<{ sniffed: Sniffed; rows: RawRow[]; codes: string[] }> {
  const sniffed = await sniff(file, vocabulary, overrides);
  const rows: RawRow[] = [];
  if (sniffed.dialect) for await (const row of openRows(file, sniffed.dialect)) rows.push(row);
  return { sniffed, rows, codes: sniffed.problems.map(({ code }) => code) };
}
const cellsOf = (rows: readonly RawRow[]): string[][] => rows.filter(row => !row.aside).map(row => [...row.cells]);

const plain = table(facts(60, 31));
type Cell = string | number | boolean | Date | null;
/** The plain table with true dates and numbers, as a workbook holds it. */
const typed: Cell[][] = plain.map((row, index) =>
  row.map((cell, column) =>
    index === 0 ? cell : column === 1 ? new Date(`${cell}T00:00:00Z`) : column === 5 ? Number(cell) : cell,
  ),
);

async function xlsx(rows: Cell[][]): Promise<Buffer> {
  return Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: 'Data',
          columns: rows[0]?.map((_, column) => (column === 1 ? { numFmt: 'yyyy-mm-dd' } : {})) ?? [],
          rows,
        },
      ],
    }),
  );
}

describe('workbooks', () => {
  test('dates and numbers come as plain text, whatever the time zone', async () => {
    const { sniffed, rows } = await read(await xlsx(typed));
    expect(sniffed).toMatchObject({ kind: 'xlsx', dialect: { sheets: ['Data'], headerLine: 1 } });
    expect(cellsOf(rows)).toEqual(
      plain
        .slice(1)
        .map(row => row.map((cell, column) => (column === 5 ? String(Number(Number(cell).toPrecision(15))) : cell))),
    );
  });

  test('agrees with another reader cell by cell', async () => {
    const roll = dice(4);
    const rows: Cell[][] = Array.from({ length: 300 }, (_, index) =>
      Array.from({ length: 9 }, (__, column): Cell => {
        if (index === 0)
          return (
            ['reference', 'date', 'country', 'place', 'product', 'quantity', 'unit', 'remarks', 'value'][column] ?? ''
          );
        const kind = Math.floor(roll() * 7);
        return (
          [
            null,
            `text ${index} & <b> "q" 'a'`,
            Math.round(roll() * 1e6) / 1000,
            new Date(Date.UTC(2000 + Math.floor(roll() * 25), Math.floor(roll() * 12), 1 + Math.floor(roll() * 28))),
            roll() < 0.5,
            'żółć 中文 😀',
            '=1+1 as text',
          ][kind] ?? null
        );
      }),
    );
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'Data', rows }] }));
    const text = (cell: unknown): string =>
      cell === null || cell === undefined
        ? ''
        : cell instanceof Date
          ? cell.toISOString().slice(0, 10)
          : typeof cell === 'number' && /^-?[1-9]\d{0,2}\.\d{3}$/.test(String(cell))
            ? `${cell}0`
            : String(cell);
    const ours = [];
    const dialect = {
      kind: 'xlsx' as const,
      header: Array<string>(9).fill('x'),
      headerLine: 0,
      headerLastLine: 0,
      sheets: ['Data'],
    };
    for await (const row of openRows(bytes, dialect)) ours.push([...row.cells]);
    const second = (await readXlsx(new Uint8Array(bytes))).sheets[0]?.rows ?? [];
    const filled = rows.map(row => row.map(text)).filter(row => row.some(cell => cell !== ''));
    expect(ours).toEqual(filled);
    expect(ours).toEqual(
      second
        .map(row => Array.from({ length: 9 }, (_, column) => text(row[column])))
        .filter(row => row.some(cell => cell !== '')),
    );
  });

  test('56 titles, merged cells, hidden sheet and column, rich text, formulas, error cells, 1904', async () => {
    const row = (line: number, cells: readonly string[], extra = ''): string =>
      `<row r="${line}"${extra}>${cells.join('')}</row>`;
    const s = (ref: string, text: string): string => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const xml = `<dimension ref="A1:H9"/><cols><col min="7" max="7" hidden="1"/></cols><sheetData>
      ${row(1, [s('A1', 'Seizures 2012')])}
      ${row(
        3,
        ['reference', 'date of seizure', 'country of seizure', 'drug', 'quantity', 'unit', 'officer', 'remarks'].map(
          (name, index) => s(`${'ABCDEFGH'[index]}3`, name),
        ),
      )}
      ${row(4, [s('A4', 'K-1'), '<c r="B4" s="1"><v>39725</v></c>', s('C4', 'Kenya'), '<c r="D4" t="s"><v>0</v></c>', '<c r="E4"><f>2*6</f><v>12</v></c>', s('F4', 'kg'), s('G4', 'J. Doe'), '<c r="H4" t="str"><f>A4</f><v>K-1 &amp; more</v></c>'])}
      ${row(5, [s('A5', 'K-2'), '<c r="B5" s="2"><v>39726.75</v></c>', '<c r="C5"/>', s('D5', 'Heroin'), '<c r="E5" t="e"><v>#N/A</v></c>', s('F5', 'kg'), s('G5', 'J. Doe')])}
      ${row(6, [s('A6', 'K-3'), s('B6', '7 October 2012'), '<c r="C6"/>', s('D6', 'Khat'), s('E6', '1234.5'), s('F6', 'kg')])}
      ${row(7, [s('A7', 'K-4'), '<c r="B7" s="1"><v>39728</v></c>', '<c r="C7"/>', s('D7', 'Opium'), '<c r="E7"><v>3</v></c>', s('F7', 'kg')])}
      ${row(8, [s('A8', 'K-5'), '<c r="B8" s="1"><v>39729</v></c>', s('C8', 'Kenya'), s('D8', 'Opium'), '<c r="E8"><v>3</v></c>', s('F8', 'kg')], ' hidden="1"')}
      </sheetData><mergeCells count="2"><mergeCell ref="A1:H1"/><mergeCell ref="C4:C6"/></mergeCells>`;
    const strings = '<si><r><t>Cocaine </t></r><r><rPr/><t>base</t></r><rPh sb="0" eb="1"><t>kana</t></rPh></si>';
    const other = `<sheetData>${row(1, [s('A1', 'notes only')])}</sheetData>`;
    const book = workbook(
      { Notes: { xml: other }, Data: { xml }, Secret: { xml: other, state: 'veryHidden' } },
      { date1904: true, strings },
    );
    const { sniffed, rows, codes } = await read(book);
    expect(sniffed.dialect).toMatchObject({ sheets: ['Data'], headerLine: 3, skippedColumns: [6] });
    expect(sniffed.sheets?.map(({ name, hidden, chosen }) => [name, hidden, chosen])).toEqual([
      ['Notes', false, false],
      ['Data', false, true],
      ['Secret', true, false],
    ]);
    expect(codes).toContain('hidden_left_out');
    expect(rows.map(each => each.cells)).toEqual([
      ['K-1', '2012-10-05', 'Kenya', 'Cocaine base', '12', 'kg', 'K-1 & more'],
      ['K-2', '2012-10-06 18:00:00', 'Kenya', 'Heroin', '#N/A', 'kg', ''],
      ['K-3', '7 October 2012', 'Kenya', 'Khat', '1234.5', 'kg', ''],
      ['K-4', '2012-10-08', '', 'Opium', '3', 'kg', ''],
    ]);
    expect(rows.map(each => each.notes?.map(({ code, column }) => `${code} ${column}`) ?? [])).toEqual([
      [],
      ['merged_filled 2'],
      ['merged_filled 2'],
      [],
    ]);
    const all = await read(book, { hidden: true });
    expect(all.rows).toHaveLength(5);
    expect(all.sniffed.dialect?.header[6]).toBe('officer');
  });

  test('57 and 83: sheets of one shape are read together, the sheet names a column', async () => {
    const sheets = ['Narkotyki', 'Papierosy', 'Legend'].map(name => ({
      name,
      rows: name === 'Legend' ? [['just a legend', 'of words']] : typed.slice(0, 12),
    }));
    const book = Buffer.from(await writeXlsx({ sheets }));
    const first = await sniff(book, vocabulary);
    expect(first.sheets?.map(({ sameShape }) => sameShape)).toEqual([true, true, false]);
    const { sniffed, rows } = await read(book, { sheets: ['Narkotyki', 'Papierosy'] });
    expect(rows.filter(row => !row.aside).map(row => row.cells.at(-1))).toEqual([
      ...Array<string>(11).fill('Narkotyki'),
      ...Array<string>(11).fill('Papierosy'),
    ]);
    expect(proposeColumns(sniffed.dialect?.header ?? [], sniffed.sample, vocabulary).at(-1)?.field).toBe('heading');
  });

  test('sheets with headers of their own are one table: columns of one name or one meaning', async () => {
    const days = [1, 2, 3, 4, 5, 6];
    const sheets = [
      { name: 'Read me', rows: [['One sheet for each kind of goods.'], ['Weights are net.']] },
      {
        name: 'Drugs',
        rows: [
          ['File no.', 'Date', 'Place', 'Drug', 'Net weight (g)', 'From', 'Value (EUR)'],
          ...days.map(day => [`D-${day}`, `2024-01-0${day}`, 'Dover', 'Cocaine', day * 10, 'Brazil', 5000]),
        ],
      },
      {
        name: 'Tobacco',
        rows: [
          ['Seizures of tobacco'],
          ['File no.', 'Date', 'Goods', 'Quantity', 'Unit', 'Country of departure'],
          ...days.map(day => [`T-${day}`, `2024-02-0${day}`, 'Cigarettes', day * 1000, 'sticks', 'Poland']),
        ],
      },
      {
        name: 'Cash',
        rows: [
          ['File no.', 'Date', 'Goods', 'Value', 'Currency'],
          ...days.map(day => [`C-${day}`, `2024-03-0${day}`, 'Cash', day * 2000, 'USD']),
        ],
      },
    ];
    const book = Buffer.from(await writeXlsx({ sheets }));
    const { sniffed, rows } = await read(book);
    expect(sniffed.sheets?.map(({ name, chosen }) => [name, chosen])).toEqual([
      ['Read me', false],
      ['Drugs', true],
      ['Tobacco', true],
      ['Cash', true],
    ]);
    expect(rows).toHaveLength(18);
    const outcome = await readAsPerson(book, { called: 'returns.xlsx', country: 'GB' });
    const shown = outcome.ready.map(
      ({ facts, lines: [line] }) =>
        `${facts.nationalRef} ${facts.seizureDate} ${facts.departure ?? '-'} ${line?.product} ${line?.quantity} ${line?.unit} ${line?.currency ?? '-'}`,
    );
    expect([shown[0], shown[6], shown[12], shown.length]).toEqual([
      'D-1 2024-01-01 BR COC-UNS 10 g EUR',
      'T-1 2024-02-01 PL TOB-CIG 1000 stick -',
      'C-1 2024-03-01 - CASH-NOTE 2000 amount USD',
      18,
    ]);
  });

  test('59 .ods, and names that lie about their content', async () => {
    const ods = Buffer.from(await writeOds({ sheets: [{ name: 'Data', rows: typed }] }));
    const folder = mkdtempSync(join(tmpdir(), 'import-'));
    const paths = [
      ['a.csv', ods],
      ['b.txt', await xlsx(typed)],
      ['c.xlsx', Buffer.from(plain.map(row => row.join(';')).join('\n'))],
    ] as const;
    const kinds = [];
    for (const [name, bytes] of paths) {
      writeFileSync(join(folder, name), bytes);
      const { sniffed, rows } = await read(join(folder, name));
      kinds.push(sniffed.kind);
      expect(cellsOf(rows).map(row => row[1])).toEqual(plain.slice(1).map(row => row[1]));
    }
    expect(kinds).toEqual(['ods', 'xlsx', 'delimited']);
  });

  test('58 an .xls of 1997', async () => {
    const { sniffed, rows } = await read(
      xls(plain.map((row, index) => row.map((cell, column) => (index > 0 && column === 5 ? Number(cell) : cell)))),
    );
    expect(sniffed).toMatchObject({ kind: 'xls', dialect: { sheets: ['Data'], headerLine: 1 } });
    expect(cellsOf(rows).map(row => row[3])).toEqual(plain.slice(1).map(row => row[3]));
    expect(cellsOf(rows).map(row => Number(row[5]))).toEqual(plain.slice(1).map(row => Number(row[5])));
  });

  test('62 HTML and the XML of 2003 saved under .xls', async () => {
    const html =
      '<html><head><meta charset="utf-8"></head><body><table>' +
      `${plain.map((row, index) => `<tr>${row.map(cell => (index === 0 ? `<th>${cell}</th>` : `<td>${cell.replace('&', '&amp;')}</td>`)).join('')}</tr>`).join('\n')}` +
      '</table></body></html>';
    const xml =
      '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook ' +
      'xmlns="urn:schemas-microsoft-com:office:spreadsheet" ' +
      'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Data"><Table>' +
      `${plain.map(row => `<Row>${row.map(cell => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`).join('')}</Row>`).join('')}` +
      '</Table></Worksheet></Workbook>';
    for (const text of [html, xml]) {
      const { sniffed, rows } = await read(Buffer.from(text));
      expect(sniffed.kind).toBe('markup');
      expect(cellsOf(rows)).toEqual(plain.slice(1));
    }
  });

  test('60 a workbook with a password is said to be locked', async () => {
    const ole = Buffer.alloc(4096);
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(ole);
    Buffer.from('EncryptedPackage', 'utf16le').copy(ole, 1024);
    expect((await sniff(ole, vocabulary)).problems).toEqual([{ code: 'file_locked', fatal: true, values: {} }]);
    const word = Buffer.from(ole);
    word.fill(0, 1024);
    expect((await sniff(word, vocabulary)).problems[0]?.code).toBe('file_not_table');
  });

  test('63 a bomb: 200 kB that claim, or do not claim, to hold a gigabyte', async () => {
    const honest = zip({
      'xl/workbook.xml': '<workbook/>',
      'xl/worksheets/sheet1.xml': Buffer.alloc(150 * 1024 * 1024, 32),
    });
    expect(honest.length).toBeLessThan(300_000);
    expect((await sniff(honest, vocabulary)).problems[0]?.code).toBe('file_too_big');
    const cells = Buffer.from(
      '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>reference</t></is></c><c r="B1" ' +
        't="inlineStr"><is><t>date</t></is></c></row>',
    );
    const liar = workbook({ Data: { xml: cells.toString() + ' '.repeat(130 * 1024 * 1024) } });
    const size = 130 * 1024 * 1024;
    for (let at = liar.indexOf('PK\x01\x02', 0, 'latin1'); at !== -1; at = liar.indexOf('PK\x01\x02', at + 1, 'latin1'))
      if (liar.readUInt32LE(at + 24) > size) liar.writeUInt32LE(1000, at + 24);
    expect((await sniff(liar, vocabulary)).problems[0]?.code).toBe('file_too_big');
  });

  test('64 cut in half, at any place: damaged, never a surprise', async () => {
    const whole = await xlsx(typed);
    for (const share of [0.1, 0.3, 0.5, 0.9, 0.99]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      expect((await sniff(Buffer.from(cut), vocabulary)).problems[0]).toMatchObject({
        code: 'file_damaged',
        fatal: true,
      });
    }
    const torn = workbook({
      Data: {
        xml: `<sheetData>${plain
          .slice(0, 20)
          .map(
            (row, line) =>
              `<row r="${line + 1}">${row.map(cell => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
          )
          .join('')}<row r="21"><c t="inl`,
      },
    });
    const { codes } = await read(torn);
    expect(codes).toEqual(['file_damaged']);
  });

  test('10,000 columns and no rows: a clear word for each', async () => {
    const wide = workbook({
      Data: {
        xml:
          `<sheetData><row r="1">${Array.from({ length: 10_000 }, () => '<c t="inlineStr"><is><t>x</t></is></c>').join('')}` +
          '</row></sheetData>',
      },
    });
    expect((await sniff(wide, vocabulary)).problems[0]).toMatchObject({
      code: 'file_too_wide',
      fatal: true,
      values: { limit: 256 },
    });
    expect((await sniff(workbook({ Data: { xml: '<sheetData/>' } }), vocabulary)).problems[0]?.code).toBe('file_empty');
    expect((await sniff(zip({ 'word/document.xml': '<w/>' }), vocabulary)).problems[0]?.code).toBe('file_document');
  });

  test('files made to make a reader search for ever end at once', async () => {
    const started = process.cpuUsage().user;
    const many = (text: string, bytes: number): string => text.repeat(Math.ceil(bytes / text.length));
    const files = [
      Buffer.from(`<html><table>${many('<table', 4e6)}`),
      Buffer.from(`<table><tr>${many('<td', 4e6)}`),
      Buffer.from(`<table>${many('<tr><td>', 2e6)}`),
      workbook({ Data: { xml: `<sheetData><row r="1">${many('<c>', 4e6)}</row></sheetData>` } }),
      workbook({ Data: { xml: `<sheetData>${many('<row>', 4e6)}` } }),
      workbook({ Data: { xml: '<sheetData/>' } }, { strings: many('<si>', 4e6) }),
      workbook({ Data: { xml: '<sheetData/>' } }, { strings: `<si>${many('<t>', 2e6)}</si>` }),
    ];
    for (const file of files) expect((await sniff(file, vocabulary)).dialect).toBeUndefined();
    expect((process.cpuUsage().user - started) / 1000).toBeLessThan(8000);
  });
});
