import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../../crypto/envelope.ts';

/** A place in the chain's order: transaction (decimal text of a xid8), then row. */
export interface Place {
  readonly tx: string;
  readonly id: number;
}

export const beginning: Place = { tx: '0', id: 0 };

/**
 * A seal over the rows after `from` up to and with `to`, in the order of transaction and row. `marks` holds 16 bytes a
 * row (its id, then the first 8 bytes of its SHA-256), so that a row that was tampered with can be named; `rowsDigest`
 * is the SHA-256 over the whole hashes, `digest` ties all of it to the seal before, `mac` is made with a key the
 * database never holds.
 */
export interface Seal {
  readonly number: number;
  /** Version of the canonical text of a row. */
  readonly form: number;
  readonly from: Place;
  readonly to: Place;
  /** Every transaction below it had ended when the seal was made. */
  readonly horizon: string;
  readonly rowCount: number;
  readonly rowsDigest: Buffer;
  readonly marks: Buffer;
  /** Digest of the seal before; 32 zero bytes for the first. */
  readonly previous: Buffer;
  readonly digest: Buffer;
  readonly mac: Buffer;
  /** ISO time to the millisecond. */
  readonly at: string;
}

type OpenSeal = Omit<Seal, 'digest' | 'mac'>;

export const noSeal = Buffer.alloc(32);
export const currentForm = 1;

/** The key of the seals, derived from the master key. */
export function sealKey(masterKey: Buffer): Buffer {
  return deriveKey(masterKey, 'audit', 'audit/v1/mac');
}

export function closeSeal(open: OpenSeal, key: Buffer): Seal {
  const digest = digestOf(open);
  return { ...open, digest, mac: macOf(digest, key) };
}

/** Whether nothing of the seal itself was changed since the portal made it. */
export function isGenuine(seal: Seal, key: Buffer): boolean {
  return (
    digestOf(seal).equals(seal.digest) && seal.mac.length === 32 && timingSafeEqual(macOf(seal.digest, key), seal.mac)
  );
}

function digestOf({ number, form, from, to, horizon, rowCount, rowsDigest, marks, previous, at }: OpenSeal): Buffer {
  const parts = [
    number,
    form,
    from.tx,
    from.id,
    to.tx,
    to.id,
    horizon,
    rowCount,
    rowsDigest.toString('hex'),
    createHash('sha256').update(marks).digest('hex'),
    previous.toString('hex'),
    at,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

function macOf(digest: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', key).update(digest).digest();
}

/** The marks of a seal: row and the beginning of its hash (hex), in the order sealed. */
export function marksOf(marks: Buffer): Map<number, string> {
  const read = new Map<number, string>();
  for (let at = 0; at + 16 <= marks.length; at += 16)
    read.set(Number(marks.readBigInt64BE(at)), marks.toString('hex', at + 8, at + 16));
  return read;
}

/** Order of two places in the chain, as for sorting. */
export function placeOrder(a: Place, b: Place): number {
  const [x, y] = [BigInt(a.tx), BigInt(b.tx)];
  return x === y ? a.id - b.id : x < y ? -1 : 1;
}
