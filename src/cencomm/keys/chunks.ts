import { Transform } from 'node:stream';
import { BrokenSeal, open, overhead as sealOverhead, seal, type Key } from '../../crypto/envelope.ts';
import { contextOf, keyOfThing, type Sealed } from './seal.ts';

/** Bytes of plain content in one piece. */
export const pieceSize = 256 * 1024;
/** What sealing adds to each piece, after four bytes of its length. */
const overhead = 4 + sealOverhead;

/** Bytes of a content of this size once it is sealed. */
export function sealedSize(size: number): number {
  return size + Math.max(1, Math.ceil(size / pieceSize)) * overhead;
}

/** Number and end of a piece are bound to it: none can be left out, doubled, moved or cut off. */
const fieldOf = (number: number, isLast: boolean): string => `piece ${number}${isLast ? ' last' : ''}`;

/** Seals content as it passes, piece by piece, so that each piece is verified before it is read. */
export function sealingPieces(operationKey: Key, thing: Sealed): Transform {
  const key = keyOfThing(operationKey, thing);
  let held: Buffer = Buffer.alloc(0);
  let number = 0;
  const sealed = (plain: Buffer, isLast: boolean): Buffer => {
    const piece = seal(key, contextOf(thing, fieldOf(number, isLast)), plain);
    number += 1;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    return Buffer.concat([length, piece]);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = Buffer.concat([held, chunk]);
      // Whether a piece is the last is known only when the content ends, so one is always held back.
      while (held.length > pieceSize) {
        this.push(sealed(held.subarray(0, pieceSize), false));
        held = held.subarray(pieceSize);
      }
      done();
    },
    flush(done) {
      this.push(sealed(held, true));
      done();
    },
  });
}

/**
 * The plain content of what `sealingPieces` made. Errors with BrokenSeal before passing on anything unverified, and at
 * a missing end.
 */
export function openingPieces(operationKey: Key, thing: Sealed): Transform {
  const key = keyOfThing(operationKey, thing);
  let held: Buffer = Buffer.alloc(0);
  let number = 0;
  const take = (isLast: boolean): Buffer | undefined => {
    const length = held.length < 4 ? undefined : held.readUInt32BE(0);
    if (length !== undefined && length > pieceSize + overhead) throw new BrokenSeal();
    if (length === undefined || held.length < 4 + length || (!isLast && held.length === 4 + length)) return undefined;
    const plain = open(key, contextOf(thing, fieldOf(number, isLast)), held.subarray(4, 4 + length));
    held = held.subarray(4 + length);
    number += 1;
    return plain;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        held = Buffer.concat([held, chunk]);
        for (let plain = take(false); plain; plain = take(false)) this.push(plain);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        const last = take(true);
        if (!last || held.length > 0) throw new BrokenSeal();
        done(null, last);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
