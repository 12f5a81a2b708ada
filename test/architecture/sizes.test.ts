import { describe, expect, test } from 'vitest';
import { limits, measureSizes } from '../support/measure-sizes.ts';
import { exceptions } from './size-exceptions.ts';

const found = measureSizes();

describe.each(limits)('the limit of a %s', limit => {
  const excepted = exceptions[limit];

  test('has at most ten exceptions, each with a reason and each needed', () => {
    expect(Object.keys(excepted).length).toBeLessThanOrEqual(10);
    expect(Object.values(excepted).filter(reason => reason.length < 10)).toEqual([]);
    expect(Object.keys(excepted).filter(file => !(file in found[limit]))).toEqual([]);
  });

  test('is kept everywhere else', () => {
    expect(Object.entries(found[limit]).filter(([file]) => !(file in excepted))).toEqual([]);
  });
});
