import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  figureFile,
  heatDrawing,
  keySign,
  numberCell,
  panels,
  percentCell,
  trendColumns,
  type FigureDocument,
  type FigureKind,
  type NumberCell,
} from '../../../src/web/charts/index.ts';
import { outlined } from '../../../src/web/charts/files/outlined.ts';
import { measureText, textOutline } from '../../../src/web/charts/files/public-sans.ts';
import { unzip } from '../../support/unzip.ts';
import { readXml } from './xml.ts';

const svg = trendColumns({
  title: 'Cases a month',
  linked: true,
  columns: [{ label: 'Łódź', recorded: 1234, estimate: 1500, title: 'Dec', href: '/seizures?a=1' }],
  width: 600,
  format: value => value.toLocaleString('en'),
  words: { recorded: { label: 'Recorded' }, toCome: { label: 'Still to come' }, before: 'year before' },
});
const quantities = (sums: readonly (readonly [string, number | string])[]): NumberCell => ({
  text: sums.map(([unit, value]) => `${value} ${unit}`).join('; '),
  sums: sums.map(([unit, value]) => ({ unit, value })),
});
const figure: FigureDocument = {
  name: 'cen-trend',
  title: 'Drug cases rose by about 24 %; <two> groups make half of the rise',
  sub: ['Cases a month. About ', { text: '15,876' }, '.'],
  svg,
  key: [{ svg: keySign('estimate'), label: 'estimate' }],
  note: 'Borders are drawn without prejudice.',
  question: [['Heading', 'Drugs & precursors']],
  coverage: {
    title: 'Coverage of this figure',
    rows: [{ label: 'Members reporting', value: '71 of 187' }],
    note: [{ text: 'Trend or effort?' }, ' Both.'],
  },
  table: {
    caption: 'Cases a month',
    head: ['Month', 'Cases', 'Change', 'Quantity'],
    rows: [
      ['=HYPERLINK("x")', numberCell(1234, () => '1,234', '/x'), percentCell(0.125, '+13%'), '–'],
      ['Jan', '1–2', percentCell(Number.NaN, '–'), quantities([['kg', 2500]])],
      [
        'Feb',
        numberCell(0.1 + 0.2, () => '0.3'),
        percentCell(-1, '-100%'),
        quantities([
          ['pieces', 'withheld'],
          ['kg', 0.5],
        ]),
      ],
    ],
  },
  source: 'CEN, as of 24 Nov 2026, 09:14 UTC',
  sheets: { numbers: 'Figures', about: 'About' },
};
const bodyOf = async (kind: FigureKind, of = figure): Promise<Buffer> => (await figureFile(of, kind, 'en')).body;

describe('a figure as a file', () => {
  test('is an SVG that stands alone: looks, words and font inside, nothing that leads into the portal', async () => {
    const text = String(await bodyOf('svg')).replace(/^<\?xml[^>]*>\n/, '');
    const elements = readXml(text);
    expect(elements[0]!.attributes['xml:lang']).toBe('en');
    for (const said of [
      '&lt;two&gt;',
      '15,876',
      'without prejudice',
      'Drugs &amp; precursors',
      '71 of 187',
      'Trend or effort?',
      '09:14 UTC',
    ])
      expect(text).toContain(said);
    expect(text).not.toMatch(/ class="|var\(|href=|chart-hit/);
    expect(text).toMatch(/fill="#1457a8"/);
    expect(text.match(/@font-face/g)!.length).toBeGreaterThanOrEqual(4);
    expect(text).toContain('data:font/woff2;base64,');
  });

  test('is a picture of twice the size, with its words on it', async () => {
    const { width, height } = await sharp(await bodyOf('png')).metadata();
    const drawn = readXml(String(await bodyOf('svg')).replace(/^<\?xml[^>]*>\n/, ''))[0]!.attributes;
    expect([width, height]).toEqual([Number(drawn.width) * 2, Math.round(Number(drawn.height) * 2)]);
    // The line of the title is neither blank nor a block.
    const line = { left: 48, top: 48, width: 700, height: 40 };
    const { channels } = await sharp(await bodyOf('png'))
      .extract(line)
      .greyscale()
      .stats();
    expect(channels[0]!.mean).toBeGreaterThan(150);
    expect(channels[0]!.mean).toBeLessThan(245);
  });

  test('has its texts as outlines of Public Sans, at their place', () => {
    const look = { size: 12, weight: 400 } as const;
    const path = outlined(
      '<svg><text x="100" y="20" fill="#000" text-anchor="end"><title>x</title>Rise &lt; 5</text></svg>',
    );
    expect(path).not.toContain('<text');
    const xs = [...path.matchAll(/[ML]([\d.]+) /g)].map(([, x]) => Number(x));
    expect(Math.max(...xs)).toBeLessThanOrEqual(100);
    expect(Math.min(...xs)).toBeGreaterThan(99 - measureText('Rise < 5', look));
    expect(measureText('MMMM', look)).toBeGreaterThan(measureText('iiii', look) * 2);
    for (const sign of ['≈', '▲', 'é', 'Ł', '×', '−']) expect(textOutline(sign, look, 0, 12)).toMatch(/^M.*Z$/);
    expect(textOutline('漢', look, 0, 12)).toBe('');
  });

  test('is a CSV with finding, question, coverage and time over its numbers, and runs nothing', async () => {
    const csv = String(await bodyOf('csv'));
    expect(csv.startsWith('\ufeffDrug cases rose')).toBe(true);
    expect(csv).toContain('Heading,Drugs & precursors\r\n');
    expect(csv).toContain('Members reporting,71 of 187\r\n');
    expect(csv).toContain('"CEN, as of 24 Nov 2026, 09:14 UTC"\r\n');
    // Shares are parts of 1, and each unit has its own column.
    expect(csv).toContain(
      [
        'Month,Cases,Change,kg,pieces',
        `"'=HYPERLINK(""x"")",1234,0.125,,`,
        'Jan,1–2,–,2500,',
        'Feb,0.3,-1,0.5,withheld',
        '',
      ].join('\r\n'),
    );
  });

  test('is a workbook whose numbers count, and a sheet that says what it is', async () => {
    const parts = await unzip(await bodyOf('xlsx'));
    const sheet = (at: number): string => String(parts.get(`xl/worksheets/sheet${at}.xml`));
    expect(sheet(1)).toContain('<c r="B2"><v>1234</v></c><c r="C2" s="5"><v>0.125</v></c>');
    expect(sheet(1)).toContain('<c r="D3"><v>2500</v></c>');
    expect(String(parts.get('xl/styles.xml'))).toMatch(/<xf numFmtId="165"(?:(?!<xf).)*<\/cellXfs>/);
    expect(String(parts.get('xl/styles.xml'))).toContain('numFmtId="165" formatCode="0.0%"');
    expect(sheet(1)).not.toContain('<f>');
    expect(sheet(2)).toContain('71 of 187');
    expect(String(parts.get('xl/workbook.xml'))).toContain('name="About"');
  });

  test('has one drawing for every kind of figure, a heat table included', async () => {
    const heat = heatDrawing({
      caption: 'Cases',
      rowHead: 'Group',
      columns: [{ label: 'Mail' }, { label: 'Sea' }],
      sumHead: 'All',
      groups: [
        {
          label: 'Khat <x>',
          rows: [
            {
              cells: [
                { text: 9, tone: 5, over: true },
                { text: 'held', kind: 'held' },
              ],
              sum: { text: 12 },
            },
          ],
        },
        { label: 'Rail', rows: [{ cells: [], instead: '8 cases, too few to split', sum: { text: 8 } }] },
      ],
      foot: [{ label: 'All', cells: [{ text: 9 }, { text: 11 }, { text: 20 }] }],
    });
    expect(() => readXml(heat)).not.toThrow();
    expect(heat.match(/fill="#1457a8"/g)).toHaveLength(1);
    const lines = panels({
      title: 'x',
      panels: [{ name: 'A', points: [{ recorded: 4 }] }],
      labels: ['D'],
      width: 956,
      format: String,
    });
    for (const drawing of [heat, lines])
      expect((await bodyOf('png', { ...figure, svg: drawing })).length).toBeGreaterThan(5000);
  });
});
