import { describe, expect, test } from 'vitest';
import {
  chanceAlone,
  claimOf,
  directionOf,
  dispersionOf,
  type Change,
} from '../../../src/analysis/statistics/change.ts';
import { decomposeChange, type Reporter } from '../../../src/analysis/statistics/reporters.ts';

/** A change with these intervals. */
function change(low: number, high: number, ratio = 1): Change {
  const interval = { ratio, low, high };
  return { before: 100, after: 100 * ratio, at80: { ...interval, level: 0.8 }, at95: { ...interval, level: 0.95 } };
}

/** Two years whose sums by period are all 30. */
function years(first: readonly number[]): number[][] {
  return [[...first], first.map(count => 30 - count)];
}

describe('how much more than by chance counts vary', () => {
  test.each([
    [3, chanceAlone.freedom],
    [4, 3],
    [5, 4],
  ])('two years of %i periods have %d degrees of freedom, or none estimated under three', (periods, freedom) => {
    expect(dispersionOf(years(Array<number>(periods).fill(15))).freedom).toBe(freedom);
  });
  test.each([
    [7, chanceAlone.freedom],
    [8, (6 * 18) / 35],
    [9, (7 * 18) / 35],
  ])('a row of %i periods has %d, or none estimated under six differences', (periods, freedom) => {
    expect(dispersionOf([Array<number>(periods).fill(15)]).freedom).toBeCloseTo(freedom, 9);
  });
  test('neighbours count from eight periods on, by their correlation up to 0.6', () => {
    const squares = (away: number): number => (2 * away * 25) / 15;
    expect(dispersionOf(years([20, 20, 20, 15, 10, 10, 10])).factor).toBeCloseTo(squares(6) / 6, 9);
    expect(dispersionOf(years([20, 20, 20, 10, 10, 10, 10, 20])).factor).toBeCloseTo((squares(8) / 7) * 2.2, 9);
    expect(dispersionOf(years([20, 20, 20, 20, 10, 10, 10, 10])).factor).toBeCloseTo((squares(8) / 7) * 4, 9);
  });
});

describe('what is said of a change', () => {
  test.each([
    [1.01, 2, 'rose'],
    [1, 2, 'unchanged'],
    [0.5, 1, 'unchanged'],
    [0.5, 0.99, 'fell'],
    [0.33, 3.01, 'unknown'],
    [0.33, 3, 'unchanged'],
    [0.34, 3.01, 'unchanged'],
  ])('from %d to %d it %s', (low, high, direction) => {
    expect(directionOf(change(low, high))).toBe(direction);
  });
  test.each([
    [1.3, 1.372, 1.34, 2, 34],
    [1.3, 1.384, 1.34, 5, 35],
    [0.9, 1.3, 1.06, 2, 6],
    [1, 1.8, 1.41, 10, 40],
  ])('an interval from %d to %d around %d is rounded to %i: %i', (low, high, ratio, roundedTo, percent) => {
    expect(claimOf(change(low, high, ratio))).toMatchObject({ roundedTo, percent });
  });
});

const always = Array<boolean>(12).fill(true);
const each = (count: number): number[] => Array<number>(12).fill(count);

test.each([
  [99, 'crime'],
  [100, 'both'],
  [101, 'both'],
])('of a rise by 300 among the steady, %i cases of a joiner make it %s: from a quarter on', (cases, cause) => {
  const steady: Reporter<string> = {
    id: 'S',
    before: each(10),
    after: each(35),
    reportedBefore: always,
    reportedAfter: always,
  };
  const joined: Reporter<string> = {
    id: 'J',
    before: each(0),
    after: [...each(8).slice(1), cases - 88],
    reportedBefore: always.map(() => false),
    reportedAfter: always,
  };
  expect(decomposeChange([steady, joined]).cause).toBe(cause);
});
