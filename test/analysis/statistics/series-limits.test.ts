import { describe, expect, test } from 'vitest';
import { seasonOf } from '../../../src/analysis/statistics/season-of-year.ts';
import { findUnusual } from '../../../src/analysis/statistics/unusual.ts';

const year = (cases: number): number[] => [cases, ...Array<number>(11).fill(0)];

describe('a season of the year', () => {
  test.each([
    [23, undefined],
    [24, 3],
    [25, 3],
  ])('with %i cases in the first of three years has %s years', (cases, years) => {
    expect(seasonOf([...year(cases), ...year(100), ...year(100)], 0)?.years).toBe(years);
  });
  test.each([
    [2, undefined],
    [3, 3],
    [4, 4],
    [5, 5],
    [6, 5],
  ])('of %i years is known from %s: three at least, five at most', (all, years) => {
    expect(seasonOf(Array.from({ length: all }, () => year(100)).flat(), 0)?.years).toBe(years);
  });
  test('is compared with the 95 % point of chi-square with eleven degrees of freedom', () => {
    expect(seasonOf([...year(100), ...year(100), ...year(100)], 0)?.limit).toBe(19.675);
  });
});

describe('unusual points', () => {
  test.each([
    [11, 'too short'],
    [12, undefined],
    [13, undefined],
  ])('of %i months are looked for: %s', (months, reason) => {
    expect(findUnusual(Array<number>(months).fill(10), { period: 12 })).toMatchObject(
      reason === undefined ? { kind: 'scanned' } : { kind: 'not enough', reason },
    );
  });
  test.each([
    [23, 'not enough'],
    [24, 'scanned'],
    [25, 'scanned'],
  ])('of %i cases are looked for: %s', (cases, kind) => {
    expect(findUnusual([...Array<number>(11).fill(2), cases - 22], { period: 12 }).kind).toBe(kind);
  });
  test('lie more than 3.5 deviations away', () => {
    const peaks = Array.from({ length: 120 }, (_, above) => {
      const found = findUnusual([...Array<number>(12).fill(1000), 1000 + 2 * above, ...Array<number>(12).fill(1000)], {
        period: 12,
      });
      if (found.kind !== 'scanned') throw new Error(found.reason);
      const { deviation, unusual } = found.points[12] ?? { deviation: Number.NaN, unusual: undefined };
      return { deviation, unusual };
    });
    const inside = peaks.filter(({ unusual }) => unusual === undefined).map(({ deviation }) => deviation);
    const beyond = peaks.filter(({ unusual }) => unusual === 'high').map(({ deviation }) => deviation);
    expect(Math.max(...inside)).toBeLessThanOrEqual(3.5);
    expect(Math.max(...inside)).toBeGreaterThan(3.4);
    expect(Math.min(...beyond)).toBeGreaterThan(3.5);
    expect(Math.min(...beyond)).toBeLessThan(3.6);
  });
  test('of a level of 100 lie outside 81 to 121, the range of Anscombe’s scale', () => {
    const found = findUnusual(Array<number>(24).fill(100), { period: 12 });
    expect(found.kind === 'scanned' && found.points[5]).toMatchObject({ low: 81, high: 121 });
  });
});
