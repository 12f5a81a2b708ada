import { describe, expect, test } from 'vitest';
import { seasonOf } from '../../../src/analysis/statistics/season-of-year.ts';
import { randomFrom } from '../support/random.ts';

const wave = (at: number): number => 1 + 0.3 * Math.sin((at / 12) * 2 * Math.PI);

/** Shares of growing, overdispersed series that are told to have a season. */
function toldOf(years: number, mean: number, swing: (at: number) => number): number {
  const random = randomFrom(years * 1000 + mean);
  const told = Array.from({ length: 300 }, () => {
    const counts = Array.from({ length: years * 12 }, (_, at) => {
      const expected = mean * 1.3 ** (at / 12) * swing(at);
      return random.negativeBinomial(expected, expected * 1.5);
    });
    return seasonOf(counts, 0)?.isTold;
  });
  return told.filter(Boolean).length / told.length;
}

describe('a season', () => {
  test.each([
    [3, 20],
    [4, 5],
    [5, 150],
  ])('of %i years of %i cases a month is seldom told where there is none', (years, mean) => {
    expect(toldOf(years, mean, () => 1)).toBeLessThan(0.09);
  });

  test('of a swing of 30 % is found', () => {
    expect(toldOf(4, 20, wave)).toBeGreaterThan(0.9);
  });

  test('has its months in the order of the year, whatever month the counts begin in', () => {
    const counts = Array.from({ length: 48 }, (_, at) => ((at + 8) % 12 === 11 ? 60 : 30));
    const season = seasonOf(counts, 8);
    expect(season?.isTold).toBe(true);
    const most = season?.months.toSorted((one, other) => other.typical - one.typical)[0];
    expect(most?.month).toBe(11);
    expect(most?.counts).toEqual([60, 60, 60, 60]);
    expect(most?.typical).toBeGreaterThan(1.5);
  });

  test('is not looked for in two years, nor in years before anybody reported', () => {
    expect(
      seasonOf(
        Array.from({ length: 35 }, () => 9),
        0,
      ),
    ).toBeUndefined();
    const late = [...Array.from({ length: 24 }, () => 0), ...Array.from({ length: 24 }, () => 9)];
    expect(seasonOf(late, 0)).toBeUndefined();
  });
});
