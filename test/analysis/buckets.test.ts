import { expect, test } from 'vitest';
import { bucketsOf, initialOf, periodBefore, yearBefore } from '../../src/analysis/trends/buckets.ts';
import type { Step } from '../../src/analysis/trends/fields.ts';

const compared = (from: string, to: string, step: Step) => {
  const buckets = bucketsOf(from, to, step, '2026-11-28');
  return { year: yearBefore({ from, to }, buckets, step), period: periodBefore({ from, to }, buckets, step) };
};

test.each<[string, string, Step, string, string, string]>([
  ['2026-09-01', '2026-11-28', 'month', '2026-06-01', '2026-08-28', '2026-06 2026-07 2026-08'],
  ['2026-03-01', '2026-03-31', 'month', '2026-02-01', '2026-02-28', '2026-02'],
  ['2026-07-01', '2026-12-31', 'quarter', '2026-01-01', '2026-06-30', '2026-Q1 2026-Q2'],
  ['2025-01-01', '2026-11-28', 'year', '2023-01-01', '2024-11-28', '2023 2024'],
  ['2026-03-02', '2026-03-15', 'week', '2026-02-16', '2026-03-01', '2026-02-16 2026-02-23'],
  ['2026-03-01', '2026-03-03', 'day', '2026-02-26', '2026-02-28', '2026-02-26 2026-02-27 2026-02-28'],
])('%s to %s by the %s follow %s to %s', (from, to, step, earlierFrom, earlierTo, keys) => {
  const { period } = compared(from, to, step);
  expect(period).toEqual({ from: earlierFrom, to: earlierTo, keys: keys.split(' ') });
});

test('a period as long as time follows days that a database knows, and ends where it ends', () => {
  const { period } = compared('2025-12-01', '5999-12-31', 'year');
  expect([period.from, period.to]).toEqual(['0001-01-01', '2024-12-31']);
  expect(bucketsOf('9998-06-01', '9999-12-31', 'year', '2026-11-28').map(({ key, to }) => [key, to])).toEqual([
    ['9998', '9998-12-31'],
    ['9999', '9999-12-31'],
  ]);
});

test('a leap day is compared with the last of February', () => {
  expect(compared('2024-02-29', '2024-02-29', 'day').year).toEqual({
    from: '2023-02-28',
    to: '2023-02-28',
    keys: ['2023-02-28'],
  });
});

test.each<[Step, string, string]>([
  ['day', '25 Dec 2025', '25'],
  ['week', '31 Aug 2026', '31'],
  ['month', 'Aug 2026', 'A'],
  ['quarter', 'Q3 2026', 'Q3'],
  ['year', '2026', '26'],
])('in little room a %s is %s by %s', (step, name, initial) => {
  const [bucket] = bucketsOf('2026-08-31', '2026-09-30', step, '2026-11-28');
  expect(bucket && initialOf(step, bucket, name)).toBe(initial);
});
