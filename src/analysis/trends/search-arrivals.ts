import type { Queryable } from '../../db/pool.ts';
import { join, queryRows, sql } from '../../db/sql.ts';
import { dayRecorded, monthOfSeizure, type Searching } from '../../seizures/index.ts';
import type { DimensionName, Value } from '../cells/dimension.ts';
import { casesBy } from '../cells/search-cells.ts';

/** Cases of one month and one value of a dimension that were recorded when it was so many months old. */
export interface Arrival {
  readonly month: string;
  readonly value: Value;
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
export async function countArrivals(
  on: Queryable,
  searching: Searching,
  split: DimensionName,
  today: string,
): Promise<Arrival[]> {
  const day = Number(today.slice(8, 10));
  const age = sql`
    (extract(year from ${dayRecorded})::int - extract(year from s.seizure_date)::int) * 12
      + extract(month from ${dayRecorded})::int - extract(month from s.seizure_date)::int
      + case when extract(day from ${dayRecorded})::int > ${day}::int then 1 else 0 end`;
  const { list, by, from } = casesBy(searching, [split]);
  const rows = await queryRows<Omit<Arrival, 'value'> & { readonly v1: Value }>(
    on,
    sql`
      select ${list}${monthOfSeizure} as month, least(${age}, ${oldest}::int)::int as age,
        extract(day from s.seizure_date)::int <= ${day}::int as "isEarly", count(*)::int as cases
      ${from} group by ${join(by)}, month, age, "isEarly"`,
  );
  return rows.map(({ v1: value, ...row }) => ({ ...row, value }));
}
