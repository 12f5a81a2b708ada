import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql, type Sql } from '../../db/sql.ts';
import { dayRecorded, verifications } from '../copy/store-ready.ts';

/** How long verifying takes, in median days: of the office itself, or for one Member. */
export interface Turnaround {
  readonly thisYear: number | null;
  readonly lastYear: number | null;
  /** Verified since the first of the month. */
  readonly month: number;
}
export interface MemberTurnaround extends Turnaround {
  readonly country: string;
  readonly waiting: number;
  /** Days the longest waiting has waited; null where nothing waits. */
  readonly oldest: number | null;
  /** Median days from seizure to record, of records of this year; null without one. */
  readonly delay: number | null;
}

/** The first day of the year before, of this year and of this month (YYYY-MM-DD). */
function beginnings(today: string) {
  const year = today.slice(0, 4);
  return { lastYear: `${Number(year) - 1}-01-01`, thisYear: `${year}-01-01`, month: `${today.slice(0, 7)}-01` };
}

const inRegion = ({ office }: Viewer, region: Sql): Sql =>
  office.kind === 'rilo' ? sql`${region} = ${office.id}::int` : sql`true`;
const median = sql`percentile_cont(0.5) within group (order by days)`;

/** Median days from the statement of a version to its verification, by year of verification. */
function turnaround(viewer: Viewer, today: string): Sql {
  const from = beginnings(today);
  return sql`
    ${median} filter (where d.verified_at >= ${from.thisYear}::date) as "thisYear",
    ${median} filter (where d.verified_at < ${from.thisYear}::date) as "lastYear",
    (count(*) filter (where d.verified_at >= ${from.month}::date))::int as month
    from ${verifications} where d.verified_at >= ${from.lastYear}::date and ${inRegion(viewer, sql`d.region_id`)}`;
}

/** The turnaround of this desk. */
export async function readTurnaround(figures: Queryable, viewer: Viewer, today: string): Promise<Turnaround> {
  const [row] = await queryRows<Turnaround>(figures, sql`select ${turnaround(viewer, today)}`);
  return row ?? { thisYear: null, lastYear: null, month: 0 };
}

/** The same for each Member with records, in the order of their codes. What waits is asked of `pool`. */
export async function listTurnaround(
  { figures, pool }: { readonly figures: Queryable; readonly pool: Queryable },
  viewer: Viewer,
  today: string,
): Promise<MemberTurnaround[]> {
  const [present, verified, waiting] = await Promise.all([
    queryRows<Pick<MemberTurnaround, 'country' | 'delay'>>(figures, delays(viewer, today)),
    queryRows<Turnaround & { readonly country: string }>(
      figures,
      sql`select d.country, ${turnaround(viewer, today)} group by 1`,
    ),
    queryRows<Pick<MemberTurnaround, 'country' | 'waiting' | 'oldest'>>(
      pool,
      sql`
        select s.country, count(*)::int as waiting,
          floor(extract(epoch from now() - min(s.changed_at)) / 86400)::int as oldest
        from seizures s where ${inRegion(viewer, sql`s.region_id`)} and s.status = 'submitted' group by 1`,
    ),
  ]);
  const of = <Row extends { readonly country: string }>(rows: readonly Row[]) =>
    new Map(rows.map(row => [row.country, row]));
  const [verifiedOf, waitingOf] = [of(verified), of(waiting)];
  return present.map(one => ({
    waiting: 0,
    oldest: null,
    thisYear: null,
    lastYear: null,
    month: 0,
    ...verifiedOf.get(one.country),
    ...waitingOf.get(one.country),
    ...one,
  }));
}

/** Members with records, and the median days from seizure to record of this year. */
function delays(viewer: Viewer, today: string): Sql {
  return sql`
    select country, percentile_cont(0.5) within group (order by days) filter (where counts) as delay from (
      select s.country, greatest(0, ${dayRecorded} - s.seizure_date) as days,
        ${dayRecorded} >= ${beginnings(today).thisYear}::date and s.channel <> 'file' as counts
      from seizures s
      where ${inRegion(viewer, sql`s.region_id`)} and s.status in ('submitted', 'queried', 'verified')) r
    group by 1 order by 1`;
}
