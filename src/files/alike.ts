/**
 * Alike pictures by their hashes, for rooms that keep them in a column of bit(64): a statement counts the bits in which each differs from the
 * one asked for. An index on (hash) include (id) is read through for it, a hundred thousand in tens of
 * milliseconds; an index by parts of the hash would find those within 3 bits only.
 */

/** Bits in which two hashes of one scene differ at most: saved anew, made smaller, lighter, cropped by a twentieth, turned by two degrees. Of 100,000 others less than one is so near. */
export const alikeWithin = 14;
/** Bits within which two are copies of one picture. */
export const sameWithin = 4;

/** An expression for the bits in which a column differs from a parameter that is `hashBits`. Both are names in our own statements. */
export function bitsApart(column: string, parameter: string): string {
  return `bit_count(${column} # ${parameter}::bit(64))::int`;
}

/** A hash as PostgreSQL reads a value of bit(64). */
export function hashBits(hash: string): string {
  return `x${hash}`;
}

/** Bits in which two hashes differ, 0 to 64. */
export function bitsBetween(one: string, other: string): number {
  let rest = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let count = 0;
  for (; rest > 0n; rest &= rest - 1n) count += 1;
  return count;
}
