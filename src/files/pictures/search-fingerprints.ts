import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql, type Sql } from '../../db/sql.ts';
import { searchKeysOf } from './fingerprint-keys.ts';
import { readFingerprint, type Fingerprint } from './fingerprint.ts';
import { isCopy, matchOf } from './match-fingerprints.ts';

/** Turns of images looked at by the number of their keys, and images compared. */
const most = { turns: 120, compared: 24 } as const;
/** Turns of one image that are tried. */
const turnsTried = 2;

/** An index of fingerprints: tables of our own statements, with what they are joined to. */
export interface FingerprintIndex {
  /** Rows of key, fingerprint_id. */
  readonly keys: Sql;
  /** Rows of fingerprints `f` (id, fingerprint), each once, with what else `where` and `id` name. */
  readonly from: Sql;
  readonly where: Sql;
  /** What an image is found as. */
  readonly id: Sql;
}

/** What holds a copy of an image, the likest first: few are found by their keys, and those compared. */
export async function findCopies(
  on: Queryable,
  print: Fingerprint,
  { keys: table, from, where, id }: FingerprintIndex,
): Promise<string[]> {
  const { keys, turn } = searchKeysOf(print);
  const rows = await queryRows<{ found: string; turns: number[]; fingerprint: Buffer }>(
    on,
    sql`
      with near as materialized (
        select k.fingerprint_id, q.turn, count(*) as shared
        from unnest(${keys}::int[], ${turn}::int[]) q(key, turn)
        join ${table} k on k.key = q.key
        group by 1, 2 order by 3 desc limit ${most.turns}
      ), few as (
        select fingerprint_id, array_agg(turn order by shared desc) as turns, max(shared) as shared
        from near group by 1
      )
      select ${id} as found, few.turns, f.fingerprint from ${from} join few on few.fingerprint_id = f.id
      where ${where} order by few.shared desc, f.id limit ${most.compared}`,
  );
  const found = rows.flatMap(({ found: one, turns, fingerprint }) => {
    const other = readFingerprint(fingerprint);
    const match = other && matchOf(print, other, turns.slice(0, turnsTried));
    return match && isCopy(match) ? [{ one, likeness: match.likeness }] : [];
  });
  return [...new Set(found.sort((a, b) => b.likeness - a.likeness).map(({ one }) => one))];
}
