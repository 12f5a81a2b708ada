import { randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { formSeal } from '../../src/web/forms/resumable-form.ts';

const seal = formSeal(randomBytes(32));
const form = { path: '/seizures', fields: [['facts.narrative', 'two bags']] as const };

describe('a sealed form', () => {
  test('is opened by its own key only, and not once a bit is changed, or two halves are joined', () => {
    const [one, other] = [
      Buffer.from(seal.seal(form), 'base64url'),
      Buffer.from(seal.seal({ ...form, path: '/other' }), 'base64url'),
    ];
    expect(seal.open(one.toString('base64url'))).toEqual(form);
    expect(formSeal(randomBytes(32)).open(one.toString('base64url'))).toBeUndefined();
    for (let at = 0; at < one.length; at += 1) {
      const changed = Buffer.from(one);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(seal.open(changed.toString('base64url'))).toBeUndefined();
    }
    expect(seal.open(Buffer.concat([one.subarray(0, 30), other.subarray(30)]).toString('base64url'))).toBeUndefined();
    expect(one.includes('two bags')).toBe(false);
  });

  test('has a number of its own each time: none of 5,000 comes twice', () => {
    const numbers = new Set<string>();
    for (let times = 0; times < 5000; times += 1) numbers.add(seal.seal(form).slice(0, 16));
    expect(numbers.size).toBe(5000);
  });

  test('is worth nothing after twelve hours', () => {
    const sealed = seal.seal(form);
    vi.useFakeTimers({ now: Date.now() + 12 * 3_600_000 + 1000, toFake: ['Date'] });
    expect(seal.open(sealed)).toBeUndefined();
    vi.useRealTimers();
  });
});
