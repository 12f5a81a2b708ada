import { describe, expect, test } from 'vitest';
import {
  hitSquares,
  intervalStrip,
  shareIntervals,
  type IntervalPoint,
  type IntervalStrip,
} from '../../../src/web/charts/index.ts';
import { at, drawn, texts } from './drawn.ts';
import { readXml } from './xml.ts';

const strip = (points: readonly IntervalPoint[], more: Partial<IntervalStrip> = {}): string =>
  intervalStrip({
    title: 'Lift by quarter',
    points,
    width: 820,
    height: 260,
    format: value => `×${value}`,
    chance: '×1: no more than the rest',
    found: 'found in',
    later: 'came later',
    ...more,
  });
const point = (value: number | null, more: Partial<IntervalPoint> = {}): IntervalPoint => ({
  label: 'Q1',
  value,
  ...more,
});

describe('a strip of intervals', () => {
  test('is a log scale: equal factors are equal distances, and chance is 1', () => {
    const svg = strip([point(2), point(4), point(8)]);
    const ys = drawn(svg, 'chart-found').map(disc => at(disc, 'cy'));
    expect(ys[0]! - ys[1]!).toBeCloseTo(ys[1]! - ys[2]!, 0);
    const chance = Number(/M[\d.]+ ([\d.]+)H/.exec(drawn(svg, 'chart-reference')[0]!.attributes.d!)![1]);
    expect(chance - ys[0]!).toBeCloseTo(ys[0]! - ys[1]!, 0);
  });

  test('draws rings for what came later, a line between, and intervals from end to end', () => {
    const svg = strip([point(4, { interval: [2, 8] }), point(4, { isLater: true })]);
    expect([drawn(svg, 'chart-found').length, drawn(svg, 'chart-later').length]).toEqual([1, 1]);
    expect(texts(svg, 'chart-tick')).toEqual(expect.arrayContaining(['found in', 'came later']));
    const [, low, high] = /M[\d.]+ ([\d.]+)V([\d.]+)/.exec(drawn(svg, 'chart-interval')[0]!.attributes.d!)!;
    const y = at(drawn(svg, 'chart-found')[0], 'cy');
    expect(Number(low) - y).toBeCloseTo(y - Number(high), 0);
  });

  test('has the same scale in every row of a table, and no words there', () => {
    const small = { small: true, range: [0.5, 50] as const, width: 106, height: 48 };
    const [one, other] = [strip([point(2)], small), strip([point(2), point(40)], small)];
    expect(at(drawn(one, 'chart-found')[0], 'cy')).toBe(at(drawn(other, 'chart-found')[0], 'cy'));
    expect(one).not.toContain('<text');
  });

  test.each([[[]], [[null]], [[0]], [[-1, Number.NaN]], [[1e9, 1e-5]], [Array(60).fill(3)]])(
    'stands for %j',
    values => {
      for (const narrow of [false, true]) {
        const svg = strip(
          values.map((value: number | null) => point(value, { note: '5 sur 9 <cas>' })),
          { narrow },
        );
        expect(() => readXml(svg)).not.toThrow();
        expect(svg).not.toMatch(/NaN|Infinity/);
      }
    },
  );
});

describe('squares of hits', () => {
  const squares = (hits: number, misses: number, chance?: number): string =>
    hitSquares({ title: 'Hits', hits, misses, width: 117, ...(chance === undefined ? {} : { chance }) });

  test('are filled for hits and outlined for misses, ten in this row', () => {
    const svg = squares(7, 5);
    expect([drawn(svg, 'chart-hit-square').length, drawn(svg, 'chart-miss-square').length]).toEqual([7, 5]);
    expect(new Set(drawn(svg, 'chart-hit-square').map(square => at(square, 'y'))).size).toBe(1);
    expect(new Set(drawn(svg, 'chart-miss-square').map(square => at(square, 'y'))).size).toBe(2);
  });

  test('carry a tick where chance would have ended', () => {
    const x = (svg: string): number => Number(/M([\d.]+)/.exec(drawn(svg, 'chart-chance')[0]!.attributes.d!)![1]);
    expect(x(squares(9, 1, 5)) - x(squares(9, 1, 3))).toBe(24);
    expect(drawn(squares(0, 0, 3), 'chart-chance')).toEqual([]);
  });

  test('stay few enough to draw', () => {
    expect(drawn(squares(50_000, 50_000), 'chart-hit-square').length).toBeLessThanOrEqual(400);
    expect(() => readXml(squares(Number.NaN, -3, Number.NaN))).not.toThrow();
  });
});

describe('shares with intervals', () => {
  const rows = [
    { label: 'All five signs', note: '31 of 44', share: 0.7, interval: [0.5, 0.9] as const, isStrong: true },
    { label: 'None', share: 0 },
    { label: 'All', share: 1 },
    { label: 'Nothing counted', share: null },
  ];

  test('stand between nothing and all', () => {
    const svg = shareIntervals({ title: 'Shares', rows, width: 560, format: share => `${share * 100} %` });
    const xs = drawn(svg, 'chart-share-dot').map(dot => at(dot, 'cx'));
    expect((xs[0]! - xs[1]!) / (xs[2]! - xs[1]!)).toBeCloseTo(0.7, 2);
    const [, from, to] = /M([\d.]+) [\d.]+H([\d.]+)/.exec(drawn(svg, 'chart-share')[0]!.attributes.d!)!;
    expect((Number(to) - Number(from)) / (xs[2]! - xs[1]!)).toBeCloseTo(0.4, 2);
    expect(drawn(svg, 'chart-share-dot')).toHaveLength(3);
  });

  test('keep long words in their room', () => {
    const long = [{ label: 'Toute autre affaire de stupéfiants <par courrier> express'.repeat(2), share: 0.5 }];
    const svg = shareIntervals({ title: 'Shares', rows: long, width: 358, narrow: true, format: String });
    expect(svg).toContain('…</text>');
    expect(() => readXml(svg)).not.toThrow();
  });
});
