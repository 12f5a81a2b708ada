import { describe, expect, test } from 'vitest';
import { decompose } from '../../../src/analysis/statistics/seasonal.ts';
import { explainPoint, findUnusual, type Scan } from '../../../src/analysis/statistics/unusual.ts';
import { randomFrom } from '../support/random.ts';

const options = { period: 12 };

function scan(series: readonly number[]): Scan {
  const found = findUnusual(series, options);
  if (found.kind !== 'scanned') throw new Error(found.reason);
  return found;
}

const flagged = (series: readonly number[]): number[] =>
  scan(series).points.flatMap(({ unusual }, at) => (unusual === undefined ? [] : [at]));

describe('a series taken apart', () => {
  test('gives back the trend and season it was made of, in spite of a point that is far off', () => {
    const season = [5, 3, 0, -2, -4, -5, -4, -2, 0, 2, 3, 4];
    const made = Array.from({ length: 60 }, (_, at) => 100 + at + (season[at % 12] ?? 0));
    made[30] = 500;
    const { trend, season: found, rest } = decompose(made, 12);
    expect(Math.max(...trend.map((value, at) => Math.abs(value - 100 - at)))).toBeLessThan(0.5);
    expect(Math.max(...found.map((value, at) => Math.abs(value - (season[at % 12] ?? 0))))).toBeLessThan(0.5);
    expect(rest[30]).toBeCloseTo(500 - 130 - (season[6] ?? 0), 0);
  });
  test('adds up, has a season from three years on, and keeps gaps', () => {
    const made = Array.from({ length: 36 }, (_, at) => (at === 7 ? Number.NaN : 10 + (at % 12)));
    const { trend, season, rest } = decompose(made, 12);
    expect(rest[7]).toBeNaN();
    expect((trend[8] ?? 0) + (season[8] ?? 0) + (rest[8] ?? 0)).toBeCloseTo(18, 9);
    expect(decompose(made.slice(0, 35), 12).season.every(value => value === 0)).toBe(true);
  });
});

describe('unusual points', () => {
  test('are found: a peak, a month without reports, also in a season', () => {
    const random = randomFrom(3);
    const made = Array.from({ length: 48 }, (_, at) => random.poisson(90 * (1 + 0.3 * Math.sin((at / 12) * 6.283))));
    made[42] = 220;
    made[20] = 0;
    expect(flagged(made)).toEqual([20, 42]);
    expect(scan(made).hasSeason).toBe(true);
    const point = scan(made).points[42];
    expect(point).toMatchObject({ unusual: 'high', count: 220 });
    expect(point?.low).toBeLessThan(point?.expected ?? 0);
  });
  test('are not seen in what has too few cases or periods', () => {
    expect(findUnusual([1, 2, 3], options)).toEqual({ kind: 'not enough', reason: 'too short' });
    expect(findUnusual(Array(40).fill(0), options)).toEqual({ kind: 'not enough', reason: 'too few cases' });
    expect(findUnusual(Array(40).fill(Number.NaN), options)).toEqual({ kind: 'not enough', reason: 'too short' });
  });
  test('are not seen in constant series or in small ones that vary by chance', () => {
    expect(flagged(Array(40).fill(7))).toEqual([]);
    expect(flagged([0, 1, 0, 2, 0, 0, 1, 3, 0, 1, 0, 2, 4, 0, 1, 0, 2, 0, 1, 0, 3, 1, 0, 2])).toEqual([]);
  });
  test.each([12, 24, 36, 48, 60, 120])('are false no more often than is said, in series of %i', length => {
    const random = randomFrom(length);
    for (const [mean, factor] of [
      [8, 1],
      [60, 1],
      [60, 4],
      [400, 8],
    ] as const) {
      let [flags, inside, said] = [0, 0, 0];
      const series = 150;
      for (let at = 0; at < series; at += 1) {
        const made = Array.from({ length }, (_, month) => {
          const own = mean * (1 + 0.2 * Math.sin((month / 12) * 2 * Math.PI));
          return factor > 1 ? random.negativeBinomial(own, factor * own) : random.poisson(own);
        });
        const { points, falseFlags } = scan(made);
        flags += points.filter(({ unusual }) => unusual !== undefined).length;
        inside += points.filter(({ count, low, high }) => count >= low && count <= high).length;
        said += falseFlags;
      }
      // Twice their standard error above what is said, were flags independent.
      expect(flags).toBeLessThan(said + 2 * Math.sqrt(said) + 1);
      expect(inside / series / length).toBeGreaterThan(0.93);
    }
  });
});

describe('an unusual point is explained', () => {
  const random = randomFrom(5);
  const members = Array.from({ length: 19 }, (_, id) => ({
    id: `M${id}`,
    counts: Array.from({ length: 36 }, () => random.poisson(5)),
  }));
  const upload = { id: 'upload of 3 July', counts: Array.from({ length: 36 }, (_, at) => (at === 30 ? 94 : 0)) };
  const sum = (all: readonly { readonly counts: readonly number[] }[]): number[] =>
    Array.from({ length: 36 }, (_, at) => all.reduce((total, one) => total + (one.counts[at] ?? 0), 0));

  test('by the upload without which it is inside', () => {
    const series = sum([...members, upload]);
    expect(flagged(series)).toContain(30);
    const found = explainPoint(series, 30, [...members, upload], options);
    expect(found).toMatchObject({ id: 'upload of 3 July', cases: 94 });
    expect(found?.without.count).toBe((series[30] ?? 0) - 94);
    expect(found?.without.unusual).toBeUndefined();
  });
  test('by the Member that stopped', () => {
    const big = { id: 'Big', counts: Array.from({ length: 36 }, (_, at) => (at < 34 ? 300 + (at % 3) : 0)) };
    const series = sum([...members, big]);
    expect(explainPoint(series, 35, [...members, big], options)?.id).toBe('Big');
  });
  test('by nobody where all rose together, and where nothing is unusual', () => {
    const all = members.map(({ id, counts }) => ({ id, counts: counts.map((count, at) => (at === 30 ? 12 : count)) }));
    expect(explainPoint(sum(all), 30, all, options)).toBeUndefined();
    expect(explainPoint(sum(members), 30, members, options)).toBeUndefined();
  });
});
