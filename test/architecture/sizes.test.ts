import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { limits, measureSizes, ratchetFile } from '../support/measure-sizes.ts';
import type { Offences } from '../support/measure-sizes.ts';
import { exceptions } from './size-exceptions.ts';

/** What still breaks the limits, by file: it may only shrink. `node test/support/measure-sizes.ts` writes it anew. */
const ratchet = JSON.parse(readFileSync(ratchetFile, 'utf8')) as Offences;
const found = measureSizes();

describe.each(limits)('the limit of a %s', limit => {
  const excepted = exceptions[limit];

  test('has at most ten exceptions, each with a reason and each needed', () => {
    expect(Object.keys(excepted).length).toBeLessThanOrEqual(10);
    expect(Object.values(excepted).filter(reason => reason.length < 10)).toEqual([]);
    expect(Object.keys(excepted).filter(file => !(file in found[limit]))).toEqual([]);
  });

  test('is kept everywhere else', () => {
    const others = Object.entries(found[limit]).filter(([file]) => !(file in excepted));
    expect(others.filter(([file, offences]) => offences > (ratchet[limit][file] ?? 0))).toEqual([]);
  });

  test('leaves nothing on the list that is mended', () => {
    const known = Object.entries(ratchet[limit]);
    expect(known.filter(([file, offences]) => offences > (found[limit][file] ?? 0))).toEqual([]);
  });
});
