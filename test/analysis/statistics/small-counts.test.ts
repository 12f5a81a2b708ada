import { expect, test } from 'vitest';
import { isSmallCount } from '../../../src/analysis/statistics/small-counts.ts';

test.each([
  [9, true],
  [10, false],
  [11, false],
])('a count of %i is marked as small: %s', (cases, isSmall) => {
  expect(isSmallCount(cases)).toBe(isSmall);
});
