import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barList, columnChart, lineChart, progressBar } from '../../../src/web/charts/index.ts';
import { readFigure } from './xml.ts';

const nasty = `<b>"A" & 'B'</b>\u0000\ud800`;
const months = ['Dec', 'Jan', 'Feb', 'Mar'];
const broken = [Number.NaN, Number.POSITIVE_INFINITY, -5, 0];

function named(svg: string, name: string, classes?: string) {
  return readFigure(svg).filter(
    element =>
      element.name === name && (classes === undefined || element.attributes.class?.split(' ').includes(classes)),
  );
}

describe('columns', () => {
  const base = { title: 'Records', width: 366, height: 84 };

  test('rise in proportion, the largest to the top', () => {
    const bars = named(
      columnChart({
        ...base,
        values: [
          { label: 'D', value: 10 },
          { label: 'J', value: 20 },
        ],
      }),
      'rect',
      'chart-bar',
    );
    const heights = bars.map(bar => Number(bar.attributes.height));
    expect(heights[1]! / heights[0]!).toBeCloseTo(2, 1);
    expect(Number(bars[1]!.attributes.y)).toBeLessThanOrEqual(2);
  });

  test('mark the last period when it is not over', () => {
    const svg = columnChart({ ...base, values: months.map(label => ({ label, value: 3 })), incompleteLast: true });
    const bars = named(svg, 'rect', 'chart-bar');
    expect(bars.map(bar => bar.attributes.class!.includes('is-open'))).toEqual([false, false, false, true]);
  });

  test('of room carry their numbers', () => {
    const svg = columnChart({
      ...base,
      tone: 'context',
      values: [
        { label: 'D', value: 58 },
        { label: 'J', value: null },
      ],
    });
    expect(named(svg, 'text', 'chart-number')).toHaveLength(1);
    expect(svg).toContain('>58</text>');
  });

  test.each([
    [[]],
    [[{ label: 'x', value: 0 }]],
    [broken.map(value => ({ label: 'x', value }))],
    [Array.from({ length: 400 }, (_, at) => ({ label: String(at), value: at }))],
  ])('stand for none, one, broken and many values', values => {
    for (const axis of [false, true])
      expect(named(columnChart({ ...base, values, axis }), 'rect')).toHaveLength(values.length);
  });

  test('thin their labels, the last one kept', () => {
    const svg = columnChart({
      ...base,
      values: Array.from({ length: 60 }, (_, at) => ({ label: `Month ${at}`, value: at })),
    });
    expect(named(svg, 'text', 'chart-tick').length).toBeLessThan(12);
    expect(svg).toContain('>Month 59</text>');
  });
});

describe('lines', () => {
  test('are dotted from where they are estimated, with the sign of it', () => {
    const svg = lineChart({
      title: 'Lines',
      width: 600,
      height: 200,
      labels: months,
      ends: true,
      series: [{ name: 'Cannabis', values: [5, 6, 7, 8], estimatedFrom: 2 }],
    });
    const points = (path: string): number => path.match(/[ML]/g)!.length;
    const [solid, expected] = named(svg, 'path', 'chart-line').map(line => line.attributes);
    expect([points(solid!.d!), points(expected!.d!)]).toEqual([2, 3]);
    expect(expected!.class).toContain('is-expected');
    expect(svg).toContain('Cannabis, ≈8');
  });

  const base = { title: 'Cases', labels: months, width: 600, height: 200 };

  test('have a pattern each, a point at the end and a name that touches no other', () => {
    const series = ['A', 'B', 'C'].map((name, at) => ({ name, values: [1, 2, 3, 4 + at / 100] }));
    const svg = lineChart({ ...base, series, axis: true, ends: true });
    expect(named(svg, 'circle', 'chart-point')).toHaveLength(3);
    const ys = named(svg, 'text', 'chart-end')
      .map(text => Number(text.attributes.y))
      .sort((a, b) => a - b);
    expect(ys[1]! - ys[0]!).toBeGreaterThanOrEqual(15.9);
    expect(ys[2]! - ys[1]!).toBeGreaterThanOrEqual(15.9);
  });

  test('break where there is no value', () => {
    const svg = lineChart({ ...base, labels: [...months, 'Apr'], series: [{ name: 'A', values: [1, 2, null, 4, 5] }] });
    expect(named(svg, 'path', 'chart-line')).toHaveLength(2);
  });

  test('show the reference with its label', () => {
    const svg = lineChart({
      ...base,
      series: [{ name: 'A', values: [32, 29, 33, 17] }],
      reference: { value: 31, label: 'ESA median 31' },
    });
    expect(named(svg, 'path', 'chart-reference')).toHaveLength(1);
    expect(svg).toContain('ESA median 31');
  });

  test('beyond five are grey', () => {
    const series = Array.from({ length: 7 }, (_, at) => ({ name: `S${at}`, values: [at, at, at, at] }));
    expect(named(lineChart({ ...base, series }), 'path', 'is-other')).toHaveLength(2);
  });

  test('turn names into a legend when narrow', () => {
    const svg = lineChart({
      ...base,
      width: 358,
      narrow: true,
      ends: true,
      series: [{ name: 'Cannabis', values: [1, 2, 3, 4] }],
    });
    expect(named(svg, 'text', 'chart-end')).toHaveLength(0);
    expect(svg).toContain('Cannabis, 4');
  });

  test.each([
    [[]],
    [[{ name: 'A', values: [] }]],
    [[{ name: 'A', values: [7] }]],
    [[{ name: 'A', values: broken }]],
    [[{ name: 'A', values: [null, null] }]],
  ])('stand for none, one and broken values', series => {
    for (const axis of [false, true])
      readFigure(lineChart({ ...base, series, axis, ends: true, incompleteLast: true }));
  });
});

describe('bars', () => {
  test('carry an upright line where what they are compared with ends', () => {
    const svg = barList({
      title: 'Products',
      width: 400,
      items: [
        { label: 'A', value: 50, before: 100, aside: '5 %' },
        { label: 'B', value: 100 },
      ],
    });
    const bars = named(svg, 'rect', 'chart-bar').map(bar => Number(bar.attributes.x) + Number(bar.attributes.width));
    expect(Number(/M([\d.]+)/.exec(named(svg, 'path', 'chart-before')[0]!.attributes.d!)![1])).toBeCloseTo(bars[1]!, 0);
    expect(svg).toContain('>5 %</text>');
  });

  test('start together, are in proportion and carry the number', () => {
    const svg = barList({
      title: 'Headings',
      width: 366,
      items: [
        { label: 'Drugs', value: 214 },
        { label: 'CITES', value: 107 },
        { label: 'None', value: 0 },
      ],
    });
    const bars = named(svg, 'rect', 'chart-bar');
    expect(new Set(bars.map(bar => bar.attributes.x)).size).toBe(1);
    expect(Number(bars[0]!.attributes.width) / Number(bars[1]!.attributes.width)).toBeCloseTo(2, 1);
    expect(Number(bars[2]!.attributes.width)).toBe(0);
    expect(svg).toContain('>214</text>');
  });

  test('cut long labels, whole on hover', () => {
    const long = 'A heading with a very long name indeed';
    const svg = barList({ title: 'x', width: 300, labelWidth: 80, items: [{ label: long, value: 1 }] });
    expect(svg).toContain(`<title>${long}</title>`);
    expect(svg).toMatch(/>A head[a-z ]*…</);
    // Where a row has room for it, on a second line.
    const row = { width: 400, labelWidth: 160, row: 26 };
    const wrapped = barList({ title: 'x', ...row, items: [{ label: long, value: 1 }] });
    expect(wrapped).not.toContain('…');
    expect(wrapped.match(/class="chart-label"/g)).toHaveLength(2);
  });

  test.each([[[]], [[{ label: '', value: 1 }]], [broken.map(value => ({ label: 'x', value }))]])(
    'stand for none, one and broken values',
    items => {
      readFigure(barList({ title: 'x', width: 200, items }));
    },
  );
});

describe('progress', () => {
  const widths = (svg: string): number[] => named(svg, 'rect').map(rect => Number(rect.attributes.width));

  test('shares the width, three pixels apart, no part too thin to see', () => {
    const found = widths(
      progressBar({
        title: 'Rows',
        width: 960,
        parts: [
          { value: 100_000, kind: 'ready' },
          { value: 58, kind: 'repair' },
          { value: 1, kind: 'duplicate' },
          { value: 0, kind: 'refused' },
        ],
      }),
    );
    expect(found).toHaveLength(3);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(3);
    expect(found.reduce((sum, width) => sum + width, 0)).toBeCloseTo(960 - 6, 0);
  });

  test('with nothing done is one empty bar', () => {
    expect(
      named(
        progressBar({ title: 'Rows', width: 100, parts: [{ value: Number.NaN, kind: 'ready' }] }),
        'rect',
        'is-rest',
      ),
    ).toHaveLength(1);
  });

  test('takes no more than a word for a kind', () => {
    readFigure(progressBar({ title: 'x', width: 10, parts: [{ value: 1, kind: 'a" onload="x' }] }));
  });
});

test('every text is escaped', () => {
  const figures = [
    columnChart({
      title: nasty,
      desc: nasty,
      width: 200,
      height: 80,
      values: [{ label: nasty, value: 1, title: nasty }],
      numbers: true,
      format: () => nasty,
    }),
    lineChart({
      title: nasty,
      width: 400,
      height: 80,
      labels: [nasty],
      series: [{ name: nasty, values: [1] }],
      ends: true,
      axis: true,
      reference: { value: 1, label: nasty },
    }),
    barList({ title: nasty, width: 400, items: [{ label: nasty, value: 1, text: nasty }] }),
    progressBar({ title: nasty, width: 100, parts: [{ value: 1, kind: 'ready' }] }),
  ];
  for (const figure of figures) {
    readFigure(figure);
    expect(figure).toContain('&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;');
    expect(figure).not.toContain('<b>');
  }
});

test('any numbers and sizes give a figure', () => {
  const numbers = fc.array(fc.double(), { maxLength: 20 });
  fc.assert(
    fc.property(numbers, fc.double(), fc.double(), fc.string(), (values, width, height, label) => {
      readFigure(
        columnChart({
          title: label,
          width,
          height,
          values: values.map(value => ({ label, value })),
          axis: true,
          format: value =>
            value
              .toFixed(1)
              .slice(0, 8)
              .replace(/NaN|Inf.*/, ''),
        }),
      );
      readFigure(
        lineChart({
          title: label,
          width,
          height,
          labels: values.map(() => 'x'),
          series: [{ name: 'y', values }],
          format: () => 'z',
          ends: true,
          axis: true,
        }),
      );
      readFigure(barList({ title: 't', width, items: values.map(value => ({ label: 'x', value, text: 'n' })) }));
      readFigure(progressBar({ title: 't', width, parts: values.map(value => ({ value, kind: 'ready' })) }));
    }),
    { numRuns: 200 },
  );
});
