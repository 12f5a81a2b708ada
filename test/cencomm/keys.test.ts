import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openingPieces, pieceSize, sealedSize, sealingPieces } from '../../src/cencomm/keys/chunks.ts';
import { BrokenSeal, newSalt, openText, sealText, type Sealed } from '../../src/cencomm/keys/seal.ts';

const key = randomBytes(32);
const thing: Sealed = {
  kind: 'message',
  operationId: 'o1',
  epoch: 1,
  id: 'm1',
  authorId: 7,
  createdMs: 1_790_000_000_000,
  salt: newSalt(),
};

describe('a sealed text', () => {
  const sealed = sealText(key, thing, 'body', 'Crème, 500 kg');

  test('opens where it belongs, and is another each time', () => {
    expect(openText(key, thing, 'body', sealed)).toBe('Crème, 500 kg');
    expect(sealText(key, thing, 'body', 'Crème, 500 kg')).not.toEqual(sealed);
    expect(openText(key, thing, 'body', sealText(key, thing, 'body', ''))).toBe('');
  });

  test.each<[string, Partial<Sealed>]>([
    ['operation', { operationId: 'o2' }],
    ['epoch', { epoch: 2 }],
    ['id', { id: 'm2' }],
    ['sender', { authorId: 8 }],
    ['time', { createdMs: 1_790_000_000_001 }],
    ['kind', { kind: 'draft' }],
    ['salt', { salt: newSalt() }],
  ])('does not open with another %s', (_what, change) => {
    expect(() => openText(key, { ...thing, ...change }, 'body', sealed)).toThrow(BrokenSeal);
  });

  test('does not open as another field, under another key, cut, or with any bit changed', () => {
    expect(() => openText(key, thing, 'subject', sealed)).toThrow(BrokenSeal);
    expect(() => openText(randomBytes(32), thing, 'body', sealed)).toThrow(BrokenSeal);
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => openText(key, thing, 'body', sealed.subarray(0, length))).toThrow(BrokenSeal);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openText(key, thing, 'body', changed)).toThrow(BrokenSeal);
    }
  });
});

describe('a sealed content', () => {
  const seal = (content: Buffer): Promise<Buffer> =>
    buffer(Readable.from(chunked(content, 70_000)).pipe(sealingPieces(key, thing)));
  const open = (sealed: Buffer): Promise<Buffer> =>
    buffer(Readable.from(chunked(sealed, 33_333)).compose(openingPieces(key, thing)));
  function* chunked(content: Buffer, size: number): Generator<Buffer> {
    for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
  }

  test.each([0, 1, pieceSize - 1, pieceSize, pieceSize + 1, 3 * pieceSize, 1_000_000])(
    'of %d bytes comes back as it was',
    async size => {
      const content = randomBytes(size);
      const sealed = await seal(content);
      expect(sealed.length).toBe(sealedSize(size));
      expect((await open(sealed)).equals(content)).toBe(true);
    },
  );

  test('is refused with a piece left out, doubled, exchanged or changed, cut, or longer than it was', async () => {
    const sealed = await seal(randomBytes(3 * pieceSize));
    const piece = sealed.length / 3;
    const [a, b, c] = [0, 1, 2].map(at => sealed.subarray(at * piece, (at + 1) * piece)) as [Buffer, Buffer, Buffer];
    const flipped = Buffer.from(b);
    flipped[100] = (flipped[100] ?? 0) ^ 1;
    for (const wrong of [
      [a, c],
      [a, b],
      [a, a, b, c],
      [b, a, c],
      [a, flipped, c],
      [a, b, c.subarray(0, -1)],
      [a, b, c, Buffer.alloc(10)],
      [a, b, c, c],
      [],
    ]) {
      await expect(open(Buffer.concat(wrong))).rejects.toThrow(BrokenSeal);
    }
  });

  test('passes on nothing that is not verified', async () => {
    const sealed = await seal(Buffer.alloc(2 * pieceSize, 'a'));
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    const got: Buffer[] = [];
    const opened = Readable.from(chunked(sealed, 33_333)).compose(openingPieces(key, thing));
    opened.on('data', (piece: Buffer) => got.push(piece));
    await new Promise(resolve => opened.once('error', resolve));
    expect(Buffer.concat(got).length).toBeLessThanOrEqual(pieceSize);
  });
});
