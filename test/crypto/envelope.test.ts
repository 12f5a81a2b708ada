import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BrokenSeal, deriveKey, open, openEither, overhead, seal } from '../../src/crypto/envelope.ts';

const key = randomBytes(32);
const context = ['test', 'thing', 1, 'a1'] as const;

/** Nonce, ciphertext and tag, as letters and forms were once sealed. */
function withoutContext(text: string, nonce: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

describe('a sealed content', () => {
  test('opens in its own context, and is another each time', () => {
    const sealed = seal(key, context, 'deux sacs');
    expect(sealed).toHaveLength('deux sacs'.length + overhead);
    expect(open(key, context, sealed).toString()).toBe('deux sacs');
    expect(seal(key, context, 'deux sacs')).not.toEqual(sealed);
    expect(open(key, context, seal(key, context, Buffer.alloc(0)))).toHaveLength(0);
  });

  test('does not open in another context, under another key, cut, longer, or with any bit changed', () => {
    const sealed = seal(key, context, 'deux sacs');
    for (const opened of [open, openEither]) {
      for (const other of [[], ['test', 'thing', 1], ['test', 'thing', 1, 'a2'], ['test', 'thing', '1', 'a1']])
        expect(() => opened(key, other, sealed)).toThrow(BrokenSeal);
      expect(() => opened(randomBytes(32), context, sealed)).toThrow(BrokenSeal);
      expect(() => opened(key, context, Buffer.concat([sealed, Buffer.of(0)]))).toThrow(BrokenSeal);
      for (let length = 0; length < sealed.length; length += 1)
        expect(() => opened(key, context, sealed.subarray(0, length))).toThrow(BrokenSeal);
      for (let at = 0; at < sealed.length; at += 1) {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(() => opened(key, context, changed)).toThrow(BrokenSeal);
      }
    }
  });

  test('of the older layout opens only where it is asked for, also when its nonce begins like a version', () => {
    for (const nonce of [randomBytes(12), Buffer.concat([Buffer.of(1), randomBytes(11)])]) {
      expect(openEither(key, context, withoutContext('deux sacs', nonce)).toString()).toBe('deux sacs');
      expect(() => open(key, context, withoutContext('deux sacs', nonce))).toThrow(BrokenSeal);
    }
  });
});

test('a key derived for one use is no key for another', () => {
  const keys = [deriveKey(key, 'a', 'one'), deriveKey(key, 'a', 'two'), deriveKey(key, 'b', 'one')];
  expect(new Set(keys.map(String)).size).toBe(3);
  expect(keys.every(({ length }) => length === 32)).toBe(true);
});
