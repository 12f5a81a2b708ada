import { expect, test } from 'vitest';
import { orders } from '../../../src/analysis/risk/finding/fields.ts';
import { inOrder, type Listed } from '../../../src/analysis/risk/pages/presenter-rows.ts';

const one = (ref: string, low: number, cases: number, keptAt: string, later?: [hits: number, misses: number]): Listed =>
  ({
    ref,
    keptAt,
    found: { lift: { low }, share: { cases } },
    ...(later && { score: { hits: later[0], misses: later[1] } }),
  }) as unknown as Listed;

const listed = [
  one('A', 3, 40, '2026-01-05T08:00:00.000Z', [9, 1]),
  one('B', 9, 20, '2026-03-05T08:00:00.000Z', [1, 9]),
  one('C', 5, 90, '2026-02-05T08:00:00.000Z'),
  one('D', 1, 30, '2025-12-05T08:00:00.000Z', [0, 0]),
];

test.each([
  ['lift', 'BCAD'],
  ['later', 'ABCD'],
  ['cases', 'CADB'],
  ['newest', 'BCAD'],
] as const)('by %s they stand as %s', (order, refs) => {
  expect(orders).toContain(order);
  expect(
    inOrder(listed, order)
      .map(({ ref }) => ref)
      .join(''),
  ).toBe(refs);
});
