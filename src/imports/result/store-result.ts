import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';

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
    on.query<RefRange>(
      `select left(ref, 7) as key, min(ref) as first, max(ref) as last, count(*)::int as records from seizures where import_id = $1 group by 1 order by 4 desc, 1`,
      [importId],
    ),
    on.query<{ records: number; withdrawn: number }>(
      `select count(*)::int as records, (count(*) filter (where status = 'withdrawn'))::int as withdrawn from seizures where import_id = $1`,
      [importId],
    ),
    on.query<{ n: number }>(
      'select count(*)::int as n from synonyms where import_id = $1 and office_id = $2 and withdrawn_at is null',
      [importId, viewer.office.id],
    ),
  ]);
  return {
    ranges: ranges.rows,
    records: sums.rows[0]?.records ?? 0,
    withdrawn: sums.rows[0]?.withdrawn ?? 0,
    learned: learned.rows[0]?.n ?? 0,
  };
}
