import { expect, test } from 'vitest';
import type { Cases } from '../../../src/analysis/indicators/data.ts';
import { stabilityOf, type Quarter } from '../../../src/analysis/indicators/quarters.ts';
import { floorOf, score } from '../../../src/analysis/indicators/score.ts';
import { shareOf } from '../../../src/analysis/statistics/proportions.ts';

test.each([
  [1, 1],
  [2, 1],
  [3, 1.5],
  [4, 2],
  [5, 2],
])('an indicator found with a lift of at least %d must keep one of %d', (low, floor) => {
  expect(floorOf({ low, high: 9, level: 0.95 })).toBe(floor);
});

/** So many cases with the sign and the outcome, beside a hundred with neither. */
function casesOf(matching: number): Cases {
  const rows = Int32Array.from({ length: matching + 100 }, (_, row) => (row < matching ? 1 : 0));
  const none = new Int32Array(rows.length);
  return { columns: [rows, rows], members: none, quarters: none, strata: none };
}

test.each([
  [9, 'too early'],
  [10, 'holds'],
  [11, 'holds'],
])('an indicator with %i later cases: %s', (matching, state) => {
  const kept = {
    signs: [{ attribute: 0, code: 1 }],
    outcome: { attribute: 1, code: 1 },
    share: shareOf({ hits: 20, cases: 40 }),
    base: shareOf({ hits: 50, cases: 1000 }),
    lift: { ratio: 10, low: 6, high: 15, level: 0.95 },
  };
  expect(score(kept, casesOf(matching)).state).toBe(state);
});

const quarter = (at: number, cases: number): Quarter => ({
  quarter: at,
  cases,
  hits: 2,
  base: 0.2,
  lift: { ratio: 2, low: 1, high: 3, level: 0.95 },
});

test.each([
  [4, 3, 'too few'],
  [5, 3, 'steady'],
  [6, 3, 'steady'],
  [5, 2, 'too few'],
  [5, 4, 'steady'],
])('quarters of %i cases, %i of them: %s', (cases, count, stability) => {
  expect(stabilityOf(Array.from({ length: count }, (_, at) => quarter(at, cases)))).toBe(stability);
});
