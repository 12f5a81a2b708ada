import { expect, test } from 'vitest';
import { logLimit, yekutieliFactor } from '../../../src/analysis/indicators/select.ts';
import { disclosable } from '../../../src/analysis/risk/kept/recount.ts';
import type { Found } from '../../../src/analysis/risk/finding/found.ts';

test.each([
  [1, 1],
  [2, 1.5],
  [4, 25 / 12],
  [10, 7381 / 2520],
  [512, 6.8165165],
])('the Benjamini–Yekutieli factor of %i tests is the harmonic number %d', (tests, factor) => {
  expect(yekutieliFactor(tests)).toBeCloseTo(factor, 6);
});

test('the limit of a test is the rate by its share of all tests, divided by the factor of 512', () => {
  expect(logLimit(1, 1000, 0.05)).toBeCloseTo(Math.log(0.05 / 1000 / 6.8165165), 6);
  expect(logLimit(20, 1000, 0.05)).toBeCloseTo(Math.log((20 * 0.05) / 1000 / 6.8165165), 6);
});

test('the limit grows with what is shown up to 512, and no further', () => {
  expect(logLimit(511, 1000, 0.05)).toBeLessThan(logLimit(512, 1000, 0.05));
  expect(logLimit(513, 1000, 0.05)).toBe(logLimit(512, 1000, 0.05));
});

test.each([
  [2, false],
  [3, true],
  [4, true],
])('an indicator of %i hits may be read beyond the office: %s', (hits, isAllowed) => {
  const share = { cases: 10, hits, low: 0, high: 1 };
  const found: Found = { share } as Found;
  expect(disclosable(found)).toBe(isAllowed ? found : undefined);
});

test('an indicator without evidence has nothing to disclose', () => {
  expect(disclosable(undefined)).toBeUndefined();
});
