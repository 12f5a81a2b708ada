import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import { describe, expect, test } from 'vitest';
import type { FigureShown, HeatTable } from '../../../src/web/charts/index.ts';
import { icon } from '../../../src/web/icons.ts';

const root = fileURLToPath(new URL('../../../views', import.meta.url));
const render = (view: string, locals: object): Promise<string> =>
  ejs.renderFile(`${root}/shared/${view}.ejs`, { icon, lang: 'en', t: (key: string) => key, ...locals }, { root });

const figure: FigureShown = {
  id: 'trend',
  title: 'Cases <rose>',
  sub: ['About ', { text: '15,876' }, ' (', { text: 'all', href: '/x?a=1&b=2' }, ').'],
  chart: { wide: '<svg id="wide"></svg>', narrow: '<svg id="narrow"></svg>' },
  table: { caption: 'Cases', head: ['Month', 'Cases'], rows: [['Dec', { text: '1,234', href: '/cases' }]] },
  links: [{ label: 'Open the 1,234 cases', href: '/cases' }],
  files: [{ label: 'SVG', href: '/trend.svg' }],
  coverage: {
    title: 'Coverage of this figure',
    rows: [{ label: 'Members reporting', value: '71 of 187' }],
    note: [{ text: 'Trend or effort?' }, ' Both.'],
  },
};

describe('the frame of a figure', () => {
  test('holds finding, both drawings, table, cases, files and coverage', async () => {
    const html = await render('_figure', { figure });
    expect(html).toContain('aria-labelledby="trend"');
    expect(html).toContain('Cases &lt;rose&gt;');
    expect(html).toMatch(/wide-only"><svg id="wide">[\s\S]*phone-only"><svg id="narrow">/);
    expect(html).toMatch(/<details class="fig-table">[\s\S]*<th scope="row">Dec<\/th>[\s\S]*href="\/cases">1,234</);
    expect(html).toMatch(/role="region" aria-label="Cases"/);
    expect(html).toContain('<a href="/trend.svg" download>SVG</a>');
    expect(html).toMatch(/<dt>Members reporting<\/dt>\s*<dd>71 of 187<\/dd>/);
  });

  test('puts no space of its own between the parts of a sentence', async () => {
    const html = await render('_figure', { figure });
    expect(html).toContain('About <b>15,876</b> (<a href="/x?a=1&amp;b=2">all</a>).');
  });

  test('says where there is nothing, and keeps the coverage', async () => {
    const html = await render('_figure', {
      figure: { id: 'none', title: 'No cases', empty: { text: 'No case in this year.' }, coverage: figure.coverage },
    });
    expect(html).toContain('No case in this year.');
    expect(html).toContain('Members reporting');
    expect(html).not.toMatch(/<details|fig-files/);
  });
});

describe('a heat table', () => {
  const heat: HeatTable = {
    caption: 'Cases by group',
    rowHead: 'Group',
    unitHead: 'Unit',
    columns: [{ label: 'Mail' }, { label: 'Sea' }],
    sumHead: 'All',
    groups: [
      {
        label: 'Cocaine',
        rows: [
          {
            unit: 'kg',
            cells: [
              { text: 5, tone: 5, href: '/a', over: true },
              { text: 'held', kind: 'held' },
            ],
            sum: { text: 12 },
          },
          {
            unit: 'l',
            cells: [
              { text: '1–2', kind: 'few' },
              { text: '–', kind: 'zero' },
            ],
            sum: { text: 'held', kind: 'held' },
          },
        ],
      },
      { label: 'Rail', rows: [{ cells: [], instead: '8 cases', sum: { text: 8 } }] },
    ],
    foot: [{ label: 'Totals', unit: 'kg', cells: [{ text: 5 }, { text: 7 }, { text: 12 }] }],
  };

  test('names its region and its cells, one head for a group of units', async () => {
    const html = await render('_heat-table', { heat });
    expect(html).toMatch(/class="heat-wrap" tabindex="0" role="region" aria-label="Cases by group"/);
    expect(html).toMatch(/scope="rowgroup" rowspan="2">/);
    expect(html.match(/<th scope="row" class="heat-unit">/g)).toHaveLength(3);
    expect(html).toMatch(/<td class="tone-5">\s*<a href="\/a"><span class="heat-over" aria-hidden="true">▲/);
    expect(html).toMatch(/<td class="is-held">\s*held/);
    expect(html).toMatch(/<td class="heat-instead" colspan="2">8 cases/);
  });

  test('has as many cells in a row as columns', async () => {
    const html = await render('_heat-table', { heat });
    const rows = html.split('<tr').slice(2, 4);
    expect(rows.map(row => row.match(/<td/g)!.length)).toEqual([3, 3]);
  });
});
