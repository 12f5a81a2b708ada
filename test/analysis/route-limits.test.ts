import { expect, test } from 'vitest';
import { changesAmong } from '../../src/analysis/flows/changes.ts';
import { ratioOfCounts } from '../../src/analysis/statistics/change.ts';

const steady = (count: number): { key: string; before: number; after: number }[] =>
  Array.from({ length: count }, (_, at) => ({ key: `A${at}>B`, before: 40, after: 10 }));

test.each([
  [4, 20],
  [5, 21],
  [6, 21],
])('with a route of %i cases beside twenty, %i are compared', (cases, compared) => {
  expect(changesAmong([...steady(20), { key: 'X>Y', before: cases - 1, after: 1 }]).compared).toBe(compared);
});

test('one odd route of eight does not count as how routes vary, one of seven does', () => {
  const odd = { key: 'X>Y', before: 1, after: 9 };
  expect(changesAmong([...steady(6), odd]).factor).toBeGreaterThan(4);
  expect(changesAmong([...steady(7), odd]).factor).toBe(1);
  expect(changesAmong([...steady(8), odd]).factor).toBe(1);
});

test('a route changed where its interval of 1 - 0.05 by the number of routes leaves out what all did', () => {
  for (let after = 10; after < 60; after += 1) {
    const found = changesAmong([...steady(20), { key: 'X>Y', before: 40, after }]);
    const exposure = found.after / found.before;
    const dispersion = { factor: found.factor, freedom: Number.POSITIVE_INFINITY };
    const { low } = ratioOfCounts({ before: 40, after, exposure, dispersion }, 1 - 0.05 / 21);
    expect([after, found.changes.length]).toEqual([after, low > 1 ? 1 : 0]);
  }
});
