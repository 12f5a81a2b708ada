import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { whereOf } from '../../seizures/index.ts';
import type { Searching } from '../../seizures/index.ts';

/** Cases of one month that were recorded when it was so many months old. */
export interface Arrival {
  readonly month: string;
  readonly age: number;
  /** Seized by today's day of the month. */
  readonly isEarly: boolean;
  readonly cases: number;
}

/** Older than this a late report says nothing of how late reports are. */
const oldest = 24;

/**
 * Cases of a search by month and by how old the month was when they were recorded, to today’s day of the month:
 * a case of March recorded on 20 May has age 2 on a 24th, and age 3 on a 10th.
 */
export function countArrivals(on: Queryable, searching: Searching, today: string): Promise<Arrival[]> {
  const day = Number(today.slice(8, 10));
  const recorded = sql`(s.recorded_at at time zone 'UTC')::date`;
  const age = sql`
    (extract(year from ${recorded})::int - extract(year from s.seizure_date)::int) * 12
      + extract(month from ${recorded})::int - extract(month from s.seizure_date)::int
      + case when extract(day from ${recorded})::int > ${day}::int then 1 else 0 end`;
  return queryRows(
    on,
    sql`
      select substr(s.seizure_date::text, 1, 7) as month, least(${age}, ${oldest}::int)::int as age,
        extract(day from s.seizure_date)::int <= ${day}::int as "isEarly", count(*)::int as cases
      from seizures s where ${whereOf(searching)} group by 1, 2, 3`,
  );
}
