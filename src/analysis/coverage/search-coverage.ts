import type { Queryable } from '../../db/pool.ts';
import { queryRow, queryRows, sql } from '../../db/sql.ts';
import { dayRecorded, isMeasured, longestDelay, monthOfSeizure, whereOf } from '../../seizures/index.ts';
import type { Searching } from '../../seizures/index.ts';

/** What one Member reported of one month. */
export interface MonthOfMember {
  /** "2026-03". */
  readonly month: string;
  readonly country: string;
  readonly cases: number;
  readonly verified: number;
  /** Cases that state route, conveyance and hiding place. */
  readonly complete: number;
}

/** How late cases were recorded, and what is left out of sums. */
export interface Lateness {
  /** Median days from seizure to record; null without a timely record. */
  readonly delay: number | null;
  /** Lines that count in no sum. */
  readonly held: number;
  /** Cases with a quantity on a line that counts. */
  readonly measured: number;
  /** Cases made for demonstration. */
  readonly synthetic: number;
}

/** Cases by month and Member, over the period of the search. */
export function countMonths(on: Queryable, searching: Searching): Promise<MonthOfMember[]> {
  return queryRows(
    on,
    sql`
      select ${monthOfSeizure} as month, s.country as country, count(*)::int as cases,
        (count(*) filter (where s.status = 'verified'))::int as verified,
        (count(*) filter (where coalesce(s.departure, s.origin) is not null and s.destination is not null
          and s.transport is not null and s.concealment is not null))::int as complete
      from seizures s where ${whereOf(searching)} group by 1, 2`,
  );
}

export async function readLateness(on: Queryable, searching: Searching): Promise<Lateness> {
  const delay = sql`${dayRecorded} - s.seizure_date`;
  const where = whereOf(searching);
  const row = await queryRow<Lateness>(
    on,
    sql`
      with cases as materialized (
        select s.id, s.held, s.synthetic, ${delay} as delay,
          ${isMeasured} as is_measured from seizures s where ${where})
      select (percentile_cont(0.5) within group (order by case when delay between 0 and ${longestDelay}::int
          then delay end)) as delay,
        (select count(*) from cases c join goods_lines g on g.seizure_id = c.id where c.held and g.held)::int as held,
        (count(*) filter (where is_measured))::int as measured,
        (count(*) filter (where synthetic))::int as synthetic
      from cases`,
  );
  return row ?? { delay: null, held: 0, measured: 0, synthetic: 0 };
}
