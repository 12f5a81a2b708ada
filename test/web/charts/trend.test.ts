import { describe, expect, test } from 'vitest';
import { keySign, trendColumns, type TrendColumn, type TrendColumns } from '../../../src/web/charts/index.ts';
import { readFigure, readXml } from './xml.ts';

const column = (recorded: number | null, more: Partial<TrendColumn> = {}): TrendColumn => ({
  label: 'Dec',
  title: `${recorded} recorded`,
  recorded,
  ...more,
});
const chart = (columns: readonly TrendColumn[], more: Partial<TrendColumns> = {}): string =>
  trendColumns({
    title: 'Cases a month',
    columns,
    width: 956,
    format: value => value.toFixed(0),
    words: { recorded: { label: 'Recorded' }, toCome: { label: 'Still to come' }, before: 'year before' },
    ...more,
  });
const of = (svg: string, classes: string) =>
  readXml(svg).filter(({ attributes }) => attributes.class?.split(' ').includes(classes));
const top = (box: { attributes: Readonly<Record<string, string>> }): number => Number(box.attributes.y);
const foot = (box: { attributes: Readonly<Record<string, string>> }): number =>
  top(box) + Number(box.attributes.height);
/** Height of a value over zero, as the grid says: its highest line stands for `peak`. */
const zero = 244;
const heightOf = (value: number, peak: number): number => (value / peak) * 220;

describe('columns of a trend', () => {
  test('end where their value says, on a scale that ends on a round line', () => {
    const bars = of(chart([column(500), column(1000), column(250)]), 'chart-bar');
    expect(bars.map(bar => zero - top(bar))).toEqual([500, 1000, 250].map(value => heightOf(value, 1000)));
    expect(bars.map(foot)).toEqual([zero, zero, zero]);
  });

  test('stand what is to come on what is recorded, with whisker and year before where they are', () => {
    const svg = chart([column(400, { estimate: 800, band: [600, 1000], before: 500 })]);
    const [bar] = of(svg, 'chart-bar');
    const [toCome] = of(svg, 'chart-to-come');
    expect(foot(toCome!)).toBeCloseTo(top(bar!), 1);
    expect(zero - top(toCome!)).toBeCloseTo(heightOf(800, 1000), 1);
    expect(of(svg, 'chart-whisker')[0]!.attributes.d).toContain(
      `${zero - heightOf(1000, 1000)}V${zero - heightOf(600, 1000)}`,
    );
    expect(of(svg, 'chart-before')[0]!.attributes.d).toContain(` ${zero - heightOf(500, 1000)}H`);
    expect(svg).toContain('>≈800</text>');
    expect(of(svg, 'chart-hatch')[0]!.attributes.d).toMatch(/^M/);
  });

  test('draw a gap for what is not known and a number for zero', () => {
    const svg = chart([column(null, { href: '/a' }), column(0), column(7)], { linked: true });
    expect(of(svg, 'chart-bar')).toHaveLength(1);
    expect(svg).not.toContain('/a');
    expect([...svg.matchAll(/class="chart-number"[^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual(['0', '7']);
  });

  test.each([[[]], [[1]], [[1e-7]], [[1e14]], [[Number.NaN, Number.POSITIVE_INFINITY, -5]], [Array(60).fill(3)]])(
    'stand for none, one, tiny, huge and broken values: %j',
    list => {
      const columns = list.map((value: number) => column(value));
      const svg = chart(columns);
      expect(() => readFigure(svg)).not.toThrow();
      expect(() => readFigure(chart(columns, { narrow: true, width: 358 }))).not.toThrow();
      expect(svg).not.toMatch(/NaN|Infinity/);
      expect(of(svg, 'chart-bar').filter(bar => foot(bar) > zero + 0.1)).toEqual([]);
    },
  );

  test('link each column to its cases while it is wide enough to be hit', () => {
    const linked = (count: number): number =>
      chart(
        Array.from({ length: count }, (_, at) => column(at + 1, { href: `/cases?at=${at}&x=1` })),
        { linked: true },
      ).match(/<a href="\/cases\?at=\d+&amp;x=1" aria-label="/g)?.length ?? 0;
    expect([linked(12), linked(60)]).toEqual([12, 0]);
  });

  test('write the last number alone where they do not fit, inside the frame', () => {
    const svg = chart(Array.from({ length: 60 }, () => column(123_456)));
    const numbers = of(svg, 'chart-number');
    expect(numbers).toHaveLength(1);
    expect(Number(numbers[0]!.attributes.x)).toBeLessThanOrEqual(956 - 132);
  });

  test('keep long words in their room and escape them', () => {
    const words = {
      recorded: { label: 'Enregistrements effectivement communiqués', note: '<b>555</b> à ce jour' },
      toCome: { label: 'Communications encore attendues des administrations', note: 'intervalle de 80 %' },
      before: 'mêmes jours de l’année précédente',
    };
    const svg = chart([column(5, { estimate: 6, before: 5, title: '"<&' })], { words });
    expect(svg).toContain('&lt;b&gt;555&lt;/b&gt;');
    expect(() => readFigure(svg)).not.toThrow();
    const sides = of(svg, 'chart-side').map(({ attributes }) => Number(attributes.y));
    expect(sides.every((y, at) => at === 0 || y - sides[at - 1]! >= 14)).toBe(true);
    expect(chart([column(5, { estimate: 6, before: 5 })], { words, narrow: true, width: 358 })).toContain('attendues');
  });

  test('share their axis of time with the rows below', () => {
    const svg = chart([column(5), column(6)], {
      rows: [
        { kind: 'columns', label: 'Members reporting', values: [4, null], most: 8 },
        { kind: 'numbers', label: '% verified', values: [96, null] },
      ],
    });
    const [bar] = of(svg, 'chart-bar');
    const context = of(svg, 'is-context');
    expect(context).toHaveLength(1);
    expect(context[0]!.attributes.x).toBe(bar!.attributes.x);
    expect(Number(context[0]!.attributes.height)).toBe(13.5);
    expect(svg.match(/>96<\/text>/g)).toHaveLength(1);
  });

  test('stand in parts on one another, each with its name and last value', () => {
    const parts = [
      { name: 'Cannabis', values: [100, 300] },
      { name: 'Khat <x>', values: [150, null] },
    ];
    const svg = chart([column(250), column(300)], { parts });
    expect(of(svg, 'chart-bar')).toEqual([]);
    const rects = of(svg, 'chart-stack');
    expect(rects.map(foot)).toEqual([zero, top(rects[0]!), zero].map(value => expect.closeTo(value, 0)));
    expect(zero - top(rects[1]!)).toBeCloseTo(heightOf(250, 300), 0);
    expect(svg).toContain('>Cannabis 300</text>');
    expect(chart([column(250)], { parts, narrow: true, width: 358 })).toContain('>Khat &lt;x&gt;</text>');
  });

  test('have signs for a key that say nothing themselves', () => {
    expect(keySign('estimate')).toMatch(/aria-hidden="true".*chart-hatch/);
  });
});
