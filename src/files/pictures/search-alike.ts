import { join, literal, sql, type Sql } from '../../db/sql.ts';

/**
 * Alike pictures by their hashes, kept in a column of bit(64) with an index on each of its parts: two hashes that
 * differ in few bits have a part in which they differ in two or none, and those are looked up.
 */

/** Where the parts of a hash begin, from 0, and their bits. */
const parts = [
  [0, 13],
  [13, 13],
  [26, 13],
  [39, 13],
  [52, 12],
] as const;

/** An expression for the bits in which a column differs from a hash. The column is one of our own statements. */
export function bitsApart(column: Sql, hash: string): Sql {
  return sql`bit_count(${column} # ${hash}::text::bit(64))::int`;
}

/**
 * The condition that a column differs from a hash (`hashBits`) in at most `bits`, all of them and no other, by the
 * indexes of the parts. `bits` below 15.
 */
export function nearHash(column: Sql, hash: string, bits: number): Sql {
  const each = Math.floor(bits / parts.length);
  if (each > 2) throw new Error(`too many bits for the parts of a hash: ${bits}`);
  const near = parts.map(([from, width]) => {
    const values = valuesNear(Number.parseInt(hash.slice(from, from + width), 2), width, each);
    return sql`
      substring(${column} from ${literal(from + 1)} for ${literal(width)})::int = any(${values}::int[])`;
  });
  return sql`((${join(near, ' or ')}) and ${bitsApart(column, hash)} <= ${bits}::int)`;
}

/** Every value of so many bits that differs from one in at most `most` of them, `most` up to 2. */
function valuesNear(value: number, width: number, most: number): number[] {
  const bits = Array.from({ length: width }, (_, at) => 1 << at);
  const masks = [
    0,
    ...(most > 0 ? bits : []),
    ...(most > 1 ? bits.flatMap((one, at) => bits.slice(at + 1).map(other => one | other)) : []),
  ];
  return masks.map(mask => value ^ mask);
}
