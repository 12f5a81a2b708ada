import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';

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

function regionOf(viewer: Viewer): Sql {
  return viewer.office.kind === 'rilo' ? sql`s.region_id = ${viewer.office.id}` : sql`true`;
}

/** Days from the statement of a version to its verification, by year of verification, from the year before on. */
function durations(viewer: Viewer): Sql {
  return sql`
    select s.country, v.at >= date_trunc('year', now()) as now, v.at >= date_trunc('month', now()) as month,
      extract(epoch from v.at - t.at)::float8 / 86400 as days
    from seizure_steps v join seizures s on s.id = v.seizure_id and ${regionOf(viewer)},
      lateral (select at from seizure_steps t where t.seizure_id = v.seizure_id and t.version <= v.version
        and t.kind in ('submitted', 'amended') order by t.id desc limit 1) t
    where v.kind = 'verified' and v.at >= date_trunc('year', now()) - interval '1 year'`;
}
const medianOf = (when: Sql): Sql => sql`percentile_cont(0.5) within group (order by days) filter (where ${when})`;

/** The turnaround of this desk. */
export async function readTurnaround(on: Queryable, viewer: Viewer): Promise<Turnaround> {
  const [row] = await queryRows<Turnaround>(
    on,
    sql`
      select ${medianOf(sql`now`)} as "thisYear", ${medianOf(sql`not now`)} as "lastYear",
        count(*) filter (where month)::int as month from (${durations(viewer)}) d`,
  );
  return row ?? { thisYear: null, lastYear: null, month: 0 };
}

/** The same for each Member with records, in the order of their codes. */
export function listTurnaround(on: Queryable, viewer: Viewer): Promise<MemberTurnaround[]> {
  return queryRows<MemberTurnaround>(
    on,
    sql`
      with verified as (
        select country, ${medianOf(sql`now`)} as this_year, ${medianOf(sql`not now`)} as last_year,
          count(*) filter (where month)::int as month from (${durations(viewer)}) d group by 1),
      present as (
        select s.country, count(*) filter (where s.status = 'submitted')::int as waiting,
          floor(extract(epoch from now() - min(s.changed_at) filter (where s.status = 'submitted')) / 86400)::int
            as oldest,
          percentile_cont(0.5) within group (order by greatest(0, s.recorded_at::date - s.seizure_date))
            filter (where s.recorded_at >= date_trunc('year', now()) and s.channel <> 'file') as delay
        from seizures s where ${regionOf(viewer)} and s.status in ('submitted', 'queried', 'verified') group by 1)
      select p.country, p.waiting, p.oldest, p.delay, v.this_year as "thisYear", v.last_year as "lastYear",
        coalesce(v.month, 0) as month
      from present p left join verified v using (country) order by 1`,
  );
}
