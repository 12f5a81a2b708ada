import { describe, expect, test } from 'vitest';
import {
  countQuantile,
  incompleteBeta,
  logGamma,
  normalBelow,
  normalQuantile,
  studentBelow,
  studentQuantile,
} from '../../../src/analysis/statistics/distributions.ts';
import {
  chanceAlone,
  changeOf,
  claimOf,
  compareYears,
  directionOf,
  dispersionOf,
} from '../../../src/analysis/statistics/change.ts';
import { designEffect, liftOf, ratioOfShares, shareOf } from '../../../src/analysis/statistics/proportions.ts';
import { randomFrom } from '../support/random.ts';

describe('distributions agree with published tables', () => {
  test('normal', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10);
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 10);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 8);
    expect(normalBelow(-3)).toBeCloseTo(0.001349898031630095, 12);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
  test('Student', () => {
    expect(studentQuantile(0.975, 1)).toBeCloseTo(12.706204736, 6);
    expect(studentQuantile(0.975, 11)).toBeCloseTo(2.20098516, 8);
    expect(studentQuantile(0.1, 5)).toBeCloseTo(-1.475884049, 8);
    expect(studentBelow(studentQuantile(0.8, 3.5), 3.5)).toBeCloseTo(0.8, 9);
  });
  test('gamma, beta, negative binomial', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    expect(logGamma(171)).toBeCloseTo(706.5730622457874, 8);
    expect(incompleteBeta(0.3, 2, 5)).toBeCloseTo(0.579825, 6);
    // Poisson of mean 10: 83.0 % up to 13, 91.7 % up to 14.
    expect(countQuantile(0.9, 10, 10)).toBe(14);
    // A negative binomial of mean 10 and variance 30 has size 5 and is below or at k with I(1/3; 5, k + 1).
    const at = countQuantile(0.9, 10, 30);
    expect(incompleteBeta(1 / 3, 5, at + 1)).toBeGreaterThanOrEqual(0.9);
    expect(incompleteBeta(1 / 3, 5, at)).toBeLessThan(0.9);
    expect(countQuantile(0.9, 0, 0)).toBe(0);
  });
});

describe('a share', () => {
  test('has Wilson’s interval', () => {
    const share = shareOf({ hits: 31, cases: 44 });
    expect([share.low, share.high].map(end => Math.round(end * 1000))).toEqual([558, 818]);
    expect(shareOf({ hits: 0, cases: 10 })).toMatchObject({ low: 0, high: expect.closeTo(0.2775, 4) });
    expect(shareOf({ hits: 10, cases: 10 })).toMatchObject({ low: expect.closeTo(0.7225, 4), high: 1 });
    expect(shareOf({ hits: 0, cases: 0 })).toMatchObject({ low: 0, high: 1 });
  });
  test('of cases that are alike is less sure', () => {
    const alike = [8, 0, 8, 0, 8, 0].map(hits => ({ hits, cases: 8 }));
    const mixed = [4, 5, 3, 4, 4, 4].map(hits => ({ hits, cases: 8 }));
    expect(designEffect(alike).design).toBeCloseTo(9.6, 6);
    expect(designEffect(mixed).design).toBe(1);
    expect(designEffect([{ hits: 3, cases: 5 }])).toEqual({ design: 1, freedom: 1 });
    const wide = shareOf({ hits: 24, cases: 48 }, designEffect(alike));
    expect(wide.high - wide.low).toBeGreaterThan(0.6);
  });
});

describe('a ratio of shares', () => {
  test('covers what it says', () => {
    const random = randomFrom(1);
    const drawn = (share: number, cases: number) => ({
      hits: Array.from({ length: cases }).filter(() => random.share() < share).length,
      cases,
    });
    let covered = 0;
    for (let at = 0; at < 2000; at += 1) {
      const { low, high } = ratioOfShares(shareOf(drawn(0.3, 40)), shareOf(drawn(0.05, 400)));
      covered += low <= 6 && high >= 6 ? 1 : 0;
    }
    expect(covered / 2000).toBeGreaterThan(0.93);
    expect(covered / 2000).toBeLessThan(0.975);
  });
  test('of nothing is open, not wrong', () => {
    const none = shareOf({ hits: 0, cases: 30 });
    const some = shareOf({ hits: 5, cases: 30 });
    expect(ratioOfShares(none, some)).toMatchObject({ ratio: 0, low: 0 });
    expect(ratioOfShares(some, none)).toMatchObject({
      ratio: Number.POSITIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
    expect(ratioOfShares(some, none).low).toBeGreaterThan(1);
  });
  test('lift is the share of the group over that of all, inside its interval', () => {
    const lift = liftOf({ hits: 31, cases: 44 }, { hits: 496, cases: 14_105 });
    expect(lift.ratio).toBeCloseTo(20.04, 2);
    expect([lift.low, lift.high].map(end => Math.round(end * 10) / 10)).toEqual([15.8, 23.6]);
    expect(liftOf({ hits: 4, cases: 10 }, { hits: 4, cases: 10 })).toMatchObject({ ratio: 1, low: 1, high: 1 });
    const only = liftOf({ hits: 4, cases: 10 }, { hits: 4, cases: 100 });
    expect(only).toMatchObject({ ratio: 10, high: 10 });
  });
});

describe('a change', () => {
  const random = randomFrom(2);
  const year = (mean: number, factor: number): number[] =>
    Array.from({ length: 12 }, (_, at) => {
      const own = mean * (1 + 0.4 * Math.sin(at));
      return factor > 1 ? random.negativeBinomial(own, own * factor) : random.poisson(own);
    });

  test('of months that vary three times more than chance has an interval that holds', () => {
    let [covered, factors] = [0, 0];
    for (let at = 0; at < 1000; at += 1) {
      const [before, after] = [year(30, 3), year(36, 3)];
      const { low, high } = compareYears(before, after).at80;
      covered += low <= 1.2 && high >= 1.2 ? 1 : 0;
      factors += dispersionOf([before, after]).factor / 1000;
    }
    expect(covered / 1000).toBeGreaterThan(0.78);
    expect(covered / 1000).toBeLessThan(0.9);
    expect(factors).toBeGreaterThan(2.6);
    expect(factors).toBeLessThan(4);
  });
  test('where nothing changed is said to be one in fewer than one of twenty', () => {
    let said = 0;
    for (let at = 0; at < 1000; at += 1)
      said += ['rose', 'fell'].includes(directionOf(compareYears(year(20, 2), year(20, 2)))) ? 1 : 0;
    expect(said).toBeLessThan(60);
  });
  test('is measured on one series by its second differences, which a trend leaves alone', () => {
    const steady = Array.from({ length: 120 }, (_, at) => random.poisson(20 + at));
    const rough = Array.from({ length: 120 }, (_, at) => random.negativeBinomial(20 + at, 4 * (20 + at)));
    expect(dispersionOf([steady]).factor).toBeLessThan(1.5);
    expect(dispersionOf([rough]).factor).toBeGreaterThan(2.5);
    expect(dispersionOf([[3, 4, 5]])).toEqual(chanceAlone);
    expect(
      dispersionOf([
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ]),
    ).toEqual(chanceAlone);
  });
  test('compares times of unlike length', () => {
    expect(changeOf({ before: 300, after: 240, exposure: 0.8 }).at95.ratio).toBeCloseTo(1, 12);
  });
  test('to an estimate is less sure than to a count', () => {
    const sure = changeOf({ before: 1000, after: 1100 }).at95;
    const unsure = changeOf({ before: 1000, after: 1100, afterError: 100 }).at95;
    expect(unsure.high - unsure.low).toBeGreaterThan(1.8 * (sure.high - sure.low));
  });
  test('from nothing, to nothing, of nothing', () => {
    expect(changeOf({ before: 0, after: 9 }).at95).toMatchObject({ high: Number.POSITIVE_INFINITY });
    expect(directionOf(changeOf({ before: 0, after: 9 }))).toBe('rose');
    expect(directionOf(changeOf({ before: 9, after: 0 }))).toBe('fell');
    expect(directionOf(changeOf({ before: 0, after: 0 }))).toBe('unknown');
    expect(directionOf(changeOf({ before: 1, after: 2 }))).toBe('unknown');
    expect(claimOf(changeOf({ before: 0, after: 9 }))).toMatchObject({ direction: 'rose', percent: undefined });
  });
  test('is claimed no more exactly than its interval allows', () => {
    const dispersion = { factor: 4, freedom: 11 };
    expect(claimOf(changeOf({ before: 12_848, after: 15_876, dispersion, afterError: 105 }))).toEqual({
      direction: 'rose',
      percent: 25,
      roundedTo: 5,
    });
    expect(claimOf(changeOf({ before: 40, after: 68 }))).toEqual({ direction: 'rose', percent: 70, roundedTo: 10 });
    // Two thirds more are no three quarters.
    expect(claimOf(changeOf({ before: 419, after: 697, dispersion: { factor: 4, freedom: 11 } }))).toMatchObject({
      percent: 70,
      roundedTo: 10,
    });
    expect(claimOf(changeOf({ before: 790, after: 789 }))).toMatchObject({ direction: 'unchanged', percent: 0 });
  });
});
