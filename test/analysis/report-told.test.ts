import { expect, test } from 'vitest';
import { tellsNoMore } from '../../src/analysis/report/work/beside-published.ts';

test.each([
  [{ a: ['held', 5] }, { a: [7, 5] }, true],
  [{ a: 'few' }, { a: 2 }, true],
  [{ a: 'few' }, { a: 'held' }, false],
  [{ a: 5 }, { a: 'held' }, false],
  [{ a: 5, b: 'held' }, { a: 5 }, false],
  [{ a: [1, 2] }, { a: [2, 1] }, false],
  [{ a: null }, { a: null }, true],
])('figures %j tell no more than %j: %j', (own, safe, isSo) => {
  expect(tellsNoMore(own, safe)).toBe(isSo);
});
