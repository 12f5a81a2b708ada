import { expect, test } from 'vitest';
import { nowcast, type Estimate, type Reported } from '../../../src/analysis/statistics/nowcast.ts';

const current = '2026-01';
const currentAt = 2026 * 12;
/** The month so many months before the current one. */
function monthBefore(months: number): string {
  const at = currentAt - months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** Past months from so old on, each with these counts by age. */
function past(count: number, byAge: readonly number[], from = 12): Reported[] {
  return Array.from({ length: count }, (_, at) => ({ month: monthBefore(from + at), byAge }));
}

function estimated(months: readonly Reported[], now = 10): Estimate | undefined {
  const found = nowcast([...months, { month: current, byAge: [now] }], current, 0);
  return 'kind' in found ? undefined : found;
}

test.each([
  [7, false],
  [8, true],
  [9, true],
])('%i past months are enough: %s', (count, isEnough) => {
  expect(estimated(past(count, [10, 10])) !== undefined).toBe(isEnough);
});

test.each([
  [59, [2, 1], false],
  [60, [2, 2], true],
  [61, [2, 3], true],
])('%i past cases are enough: %s', (_cases, last, isEnough) => {
  const months = [...past(7, [4, 4]), { month: monthBefore(19), byAge: last }];
  expect(estimated(months) !== undefined).toBe(isEnough);
});

test.each([
  [14, false],
  [15, true],
  [16, true],
])('an arrived share of %i %% is enough: %s', (arrived, isEnough) => {
  expect(estimated(past(10, [arrived, 100 - arrived])) !== undefined).toBe(isEnough);
});

test.each([
  [11, 8],
  [12, 9],
  [13, 9],
  [35, 9],
  [36, 8],
])('a month %i months old makes %i that are learnt from: twelve to under thirty-six', (old, months) => {
  const others = past(8, [10, 10], 20);
  const found = estimated([...others, { month: monthBefore(old), byAge: [10, 10] }].slice(0, 9));
  expect(found?.past.months).toBe(months);
});

test('the band is 1.2816 standard errors of a binomial share, which no past luck narrows', () => {
  const found = estimated(past(10, [10, 10]));
  expect(found?.estimate).toBe(20);
  expect(found?.band[0]).toBeCloseTo(20 - 1.2816 * Math.sqrt(20), 6);
  expect(found?.band[1]).toBeCloseTo(20 + 1.2816 * Math.sqrt(20), 6);
  expect(found?.past).toEqual({ months: 10, held: 10, medianError: 0 });
});

test('where all has arrived the estimate is surer by no more than a variance of half a case', () => {
  expect(estimated(past(10, [10]))?.band).toEqual([10, 10 + 1.2816 * Math.sqrt(0.5)]);
});
