import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';

/** References an import gave, one line per country and year. */
export interface RefRange {
  readonly key: string;
  readonly first: string;
  readonly last: string;
  readonly records: number;
}

/** What came of an import: its references, how many of its records stand, and what the office learned by it. Own office only, by the caller's word. */
export interface Outcome {
  readonly ranges: readonly RefRange[];
  readonly records: number;
  readonly withdrawn: number;
  readonly learned: number;
}

export async function readOutcome(viewer: Pick<Viewer, 'office'>, on: Queryable, importId: number): Promise<Outcome> {
  const [ranges, sums, learned] = await Promise.all([
    queryRows<RefRange>(
      on,
      sql`
        select left(ref, 7) as key, min(ref) as first, max(ref) as last, count(*)::int as records from seizures
        where import_id = ${importId} group by 1 order by 4 desc, 1`,
    ),
    queryRows<{ records: number; withdrawn: number }>(
      on,
      sql`
        select count(*)::int as records, (count(*) filter (where status = 'withdrawn'))::int as withdrawn from seizures
        where import_id = ${importId}`,
    ),
    queryRows<{ n: number }>(
      on,
      sql`
        select count(*)::int as n from synonyms
        where import_id = ${importId} and office_id = ${viewer.office.id} and withdrawn_at is null`,
    ),
  ]);
  return {
    ranges: ranges,
    records: sums[0]?.records ?? 0,
    withdrawn: sums[0]?.withdrawn ?? 0,
    learned: learned[0]?.n ?? 0,
  };
}
