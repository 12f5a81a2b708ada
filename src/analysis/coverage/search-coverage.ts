import type { Queryable } from '../../db/pool.ts';
import { queryRow, queryRows, sql } from '../../db/sql.ts';
import {
  dayRecorded,
  isMeasured,
  longestDelay,
  monthOfSeizure,
  recordsAndLines,
  whereOf,
  type Searching,
} from '../../seizures/index.ts';
import { addYears } from '../../text/plain-date.ts';

/** What one Member reported of the days of one month that lie in a period, and in the same days a year before it. */
export interface MonthOfMember {
  /** "2026-03". */
  readonly month: string;
  readonly country: string;
  /** Cases in the period, and in the year before. In more than a year, days may lie in both. */
  readonly now: number;
  readonly before: number;
  /** Of the period alone. */
  readonly verified: number;
  /** Cases of the period that state route, conveyance and hiding place. */
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

/** Cases of a search by month and Member, over a period and the same days of the year before. */
export function countMonths(
  on: Queryable,
  searching: Searching,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<MonthOfMember[]> {
  const [early, earlyEnd] = [addYears(from, -1), addYears(to, -1)];
  const isNow = sql`s.seizure_date between ${from}::date and ${to}::date`;
  const isBefore = sql`s.seizure_date between ${early}::date and ${earlyEnd}::date`;
  const longer = { ...searching, criteria: { ...searching.criteria, from: early, to } };
  return queryRows(
    on,
    sql`
      select ${monthOfSeizure} as month, s.country as country,
        (count(*) filter (where ${isNow}))::int as now, (count(*) filter (where ${isBefore}))::int as before,
        (count(*) filter (where ${isNow} and s.status = 'verified'))::int as verified,
        (count(*) filter (where ${isNow} and coalesce(s.departure, s.origin) is not null
          and s.destination is not null and s.transport is not null and s.concealment is not null))::int as complete
      from seizures s where ${whereOf(longer)} and (${isNow} or ${isBefore}) group by 1, 2`,
  );
}

interface DelayRow extends Pick<Lateness, 'measured' | 'synthetic'> {
  /** Days; null of a record that is older than the period looked at, or dated after it was recorded. */
  readonly delay: number | null;
  readonly cases: number;
}

export async function readLateness(on: Queryable, searching: Searching): Promise<Lateness> {
  const days = sql`${dayRecorded} - s.seizure_date`;
  const where = whereOf(searching);
  const [rows, held] = await Promise.all([
    queryRows<DelayRow>(
      on,
      sql`
        select case when ${days} between 0 and ${longestDelay}::int then (${days})::int end as delay,
          count(*)::int as cases, (count(*) filter (where ${isMeasured}))::int as measured,
          (count(*) filter (where s.synthetic))::int as synthetic
        from seizures s where ${where} group by 1`,
    ),
    queryRow<{ readonly lines: number }>(
      on,
      sql`select count(*)::int as lines from ${recordsAndLines} where ${where} and s.held and g.held`,
    ),
  ]);
  return {
    delay: medianOf(rows),
    held: held?.lines ?? 0,
    measured: rows.reduce((sum, row) => sum + row.measured, 0),
    synthetic: rows.reduce((sum, row) => sum + row.synthetic, 0),
  };
}

/** Of two in the middle the mean, as `percentile_cont` has it. */
function medianOf(rows: readonly DelayRow[]): number | null {
  const timely = rows
    .flatMap(({ delay, cases }) => (delay === null ? [] : [{ delay, cases }]))
    .toSorted((one, other) => one.delay - other.delay);
  const count = timely.reduce((sum, { cases }) => sum + cases, 0);
  if (count === 0) return null;
  const at = (place: number): number => {
    let passed = 0;
    return timely.find(({ cases }) => (passed += cases) > place)?.delay ?? 0;
  };
  return (at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2;
}
