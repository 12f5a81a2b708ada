import { expect, test } from 'vitest';
import { plainPhrase, splitPhrases } from '../../../src/imports/engine/values/goods-phrases.ts';

test('reads how many and how heavy out of a sentence', () => {
  expect(plainPhrase('20 nos. gold bars totally weighing 2,000 gms')).toMatch(/2,000 gms/);
  expect(splitPhrases('2 kg of gold and currency of Rs. 5,000')).toHaveLength(2);
});

test('leaves a cell of thousands of signs as it is: its patterns would try them for seconds', () => {
  for (const part of [', ', 'a and ', '20 x weighing ', '2 a  ']) {
    const cell = `20 x${part.repeat(4000 / part.length)}`;
    expect(plainPhrase(cell)).toBe(cell);
    expect(splitPhrases(cell)).toEqual([cell]);
  }
});
