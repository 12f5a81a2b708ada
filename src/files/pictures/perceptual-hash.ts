/**
 * Bits in which two hashes of one scene differ at most: saved anew, made smaller, lighter, cropped by a twentieth,
 * turned by two degrees. Of 100,000 others less than one is so near.
 */
export const alikeWithin = 14;
/** Bits within which two are copies of one picture. */
export const sameWithin = 4;

/** Bits in which two hashes differ, 0 to 64. */
export function bitsBetween(one: string, other: string): number {
  let rest = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let count = 0;
  for (; rest > 0n; rest &= rest - 1n) count += 1;
  return count;
}

/** A hash of 16 hexadecimal digits as PostgreSQL reads a value of bit(64). */
export function hashBits(hash: string): string {
  return BigInt(`0x${hash}`).toString(2).padStart(64, '0');
}
