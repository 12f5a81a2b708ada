import { describe, expect, test } from 'vitest';
import { heatTone, panels, type Panel, type Panels, type TimePoint } from '../../../src/web/charts/index.ts';
import { readFigure, readXml } from './xml.ts';

const known = (...values: (number | null)[]): TimePoint[] => values.map(recorded => ({ recorded }));
const draw = (list: readonly Panel[], more: Partial<Panels> = {}): string =>
  panels({ title: 'Groups', panels: list, labels: ['Dec', 'Jan', 'Feb'], width: 956, format: String, ...more });
const of = (svg: string, classes: string) =>
  readFigure(svg).filter(({ attributes }) => attributes.class?.split(' ').includes(classes));
const [peak, zero] = [46, 139];

describe('panels of lines', () => {
  test('have a scale each, from zero to their own highest', () => {
    const svg = draw([
      { name: 'A', points: known(10, 5, 10) },
      { name: 'B', points: known(2000, 1000, 0) },
    ]);
    const ys = of(svg, 'chart-line').map(({ attributes }) =>
      [...attributes.d!.matchAll(/[ML][\d.]+,([\d.]+)/g)].map(([, y]) => Number(y)),
    );
    expect(ys).toEqual([
      [peak, (peak + zero) / 2, peak],
      [peak, (peak + zero) / 2, zero],
    ]);
  });

  test('dash what is estimated, on its hatched interval, and dot the year before', () => {
    const points: TimePoint[] = [
      { recorded: 5, before: 4 },
      { recorded: 6, before: 4 },
      { recorded: 3, estimate: 8, band: [6, 10], before: 5 },
    ];
    const svg = draw([{ name: 'A', points }]);
    expect(of(svg, 'is-estimate')[0]!.attributes.d!.match(/[ML]/g)).toHaveLength(2);
    expect(of(svg, 'chart-band')).toHaveLength(1);
    expect(of(svg, 'is-before')).toHaveLength(1);
    expect(svg).toContain('>≈8</text>');
    // The interval of 10 is the highest value of the panel.
    expect(of(svg, 'chart-band')[0]!.attributes.d).toContain(`,${peak}`);
  });

  test('leave a gap where nothing is known, and dot a value that stands alone', () => {
    const svg = draw([{ name: 'A', points: known(5, 6, null, 8) }]);
    expect(of(svg, 'chart-line').flatMap(({ attributes }) => attributes.d!.match(/M/g) ?? [])).toHaveLength(1);
    expect(of(svg, 'chart-point').length).toBeGreaterThanOrEqual(2);
    expect(of(draw([{ name: 'A', points: known(null, null) }]), 'chart-line')).toEqual([]);
  });

  test('stand three across, two on a phone, the rest in a grey one', () => {
    const list = Array.from({ length: 3 }, (_, at) => ({ name: `Group ${at}`, points: known(1, 2) }));
    const rest = { label: '14 more groups', note: 'together 96 cases' };
    const lefts = (svg: string): number[] =>
      of(svg, 'chart-rule').map(({ attributes }) => Number(/^M(\d+)/.exec(attributes.d!)![1]));
    expect(new Set(lefts(draw(list))).size).toBe(3);
    expect(new Set(lefts(draw(list, { narrow: true, width: 358 }))).size).toBe(2);
    expect(of(draw(list, { rest }), 'chart-rest')).toHaveLength(1);
  });

  test('stand for one value, none, 60 periods and long names', () => {
    const name = 'Médicaments psychotropes et précurseurs <non classés> ailleurs';
    for (const points of [known(), known(3), known(1e12, 1e-9), known(...Array(60).fill(4))])
      for (const narrow of [false, true]) {
        const svg = draw([{ name, points, href: '/x?a=1&b=2', mark: { index: 0, label: name } }], {
          narrow,
          width: narrow ? 358 : 956,
          linked: true,
        });
        expect(() => readXml(svg)).not.toThrow();
        expect(svg).not.toMatch(/NaN|Infinity|<non/);
      }
  });
});

describe('the tones of heat', () => {
  test('begin at 1.5, 6, 15, 28 and 45 percent', () => {
    expect([0, 0.0149, 0.015, 0.06, 0.1499, 0.15, 0.28, 0.4499, 0.45, 1].map(heatTone)).toEqual([
      0, 0, 1, 2, 2, 3, 4, 4, 5, 5,
    ]);
    expect([heatTone(null), heatTone(Number.NaN)]).toEqual([0, 0]);
  });
});
