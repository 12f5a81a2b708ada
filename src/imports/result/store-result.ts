import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { queryRow, queryRows, sql } from '../../db/sql.ts';

/** References an import gave, one line per country and year. */
export interface RefRange {
  readonly key: string;
  readonly first: string;
  readonly last: string;
  readonly records: number;
}

/**
 * What came of an import: its references, how many of its records stand, and what the office learned by it. Own office
 * only, by the caller's word.
 */
export interface Outcome {
  readonly ranges: readonly RefRange[];
  readonly records: number;
  readonly withdrawn: number;
  readonly learned: number;
}

export async function readOutcome(on: Queryable, viewer: Pick<Viewer, 'office'>, importId: number): Promise<Outcome> {
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
  return { ranges, records: sums[0]?.records ?? 0, withdrawn: sums[0]?.withdrawn ?? 0, learned: learned[0]?.n ?? 0 };
}

/** Records of an import that an undo withdrew, and those that stay. */
export interface Undone {
  readonly withdrawn: number;
  readonly left: number;
}

/** Withdraws an import's records that nobody verified, queried or amended since. */
export async function withdrawImported(
  on: Client,
  viewer: Pick<Viewer, 'accountId'>,
  importId: number,
  reason: string,
): Promise<Undone> {
  const undone = await queryRow<Undone>(
    on,
    sql`
      with taken as (update seizures set status = 'withdrawn', changed_at = now()
          where import_id = ${importId} and status = 'submitted' and version = 1 returning id, version),
        steps as (insert into seizure_steps (seizure_id, kind, version, account_id, reason)
            select id, 'withdrawn', version, ${viewer.accountId}, ${reason} from taken),
        changes as (insert into seizure_changes (seizure_id, kind) select id, 'withdrawn' from taken)
      select count(*)::int as withdrawn,
        (select count(*)::int from seizures where import_id = ${importId} and status <> 'withdrawn')
          - count(*)::int as left
      from taken`,
  );
  return undone ?? { withdrawn: 0, left: 0 };
}
