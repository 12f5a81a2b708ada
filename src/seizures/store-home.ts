import type { Viewer } from '../access/index.ts';
import type { Queryable } from '../db/pool.ts';
import { queryRow, queryRows, sql, type Sql } from '../db/sql.ts';
import type { HeadingCode } from './goods/heading.ts';
import { dayRecorded, headingsTogether, monthOfSeizure } from './copy/store-ready.ts';
import { visibleSeizures } from './scope.ts';
import { currentStatuses } from './search/criteria.ts';

/** Whose records the figures count: the viewer's office, the region of a RILO, or all. */
export type Focus = 'office' | 'region' | 'world';

export interface Latest {
  readonly ref: string;
  readonly country: string;
  readonly heading: HeadingCode;
  readonly product: string;
  readonly placeName: string | null;
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly lineCount: number;
  readonly synthetic: boolean;
  /** ISO time in UTC. */
  readonly recordedAt: string;
}

/**
 * A record entered years after its seizure is a backlog, not a delay: it is left out of the median, and the page says
 * so.
 */
export const longestDelay = 730;
const latestShown = 7;

export function focusOf(viewer: Viewer): Focus {
  return viewer.office.kind === 'rilo' ? 'region' : viewer.office.kind === 'secretariat' ? 'world' : 'office';
}

export interface HomeCount {
  kind: 'month' | 'delay' | 'delayAll' | 'headings' | 'year' | 'synthetic';
  key: string;
  n: number;
  lines: number | null;
  days: number | null;
}

/** Counts and median delays from a day on (YYYY-MM-DD), and of a year. */
export async function countAtHome(on: Queryable, viewer: Viewer, from: string, year: number): Promise<HomeCount[]> {
  return queryRows<HomeCount>(on, countStatement(viewer, from, year));
}

function countStatement(viewer: Viewer, from: string, year: number): Sql {
  const scope = visibleSeizures(viewer);
  const [mine] = circlesOf(viewer);
  const live = sql`s.status = any(${[...currentStatuses]}::text[])`;
  const timely = timelyFrom(from);
  return sql`
    with mine as materialized (
      select s.seizure_date, ${monthOfSeizure} as month, ${dayRecorded} as recorded_on, ${headingsTogether} as headings,
        s.line_count, s.synthetic from seizures s
      where ${scope} and ${live} and ${mine} and (s.seizure_date >= ${from}::date or ${dayRecorded} >= ${from}::date))
    select 'month' as kind, month as key, count(*)::int as n,
      sum(line_count)::int as lines, null::float8 as days
    from mine where seizure_date >= ${from}::date group by 2
    union all select 'delay', substr(recorded_on::text, 1, 7), count(*)::int, null, ${median}
    from mine where ${timely} group by 2
    union all select 'delayAll', '', count(*)::int, null, ${median} from mine where ${timely}
    union all select 'headings', headings, count(*)::int, null, null
    from mine where seizure_date >= ${`${year}-01-01`}::date group by 2
    union all select 'year', '', count(*)::int, null, null from mine where seizure_date >= ${`${year}-01-01`}::date
    union all select 'synthetic', '', count(*)::int, null, null from mine where synthetic`;
}

const timelyFrom = (from: string): Sql =>
  sql`recorded_on >= ${from}::date and recorded_on - seizure_date between 0 and ${longestDelay}::int`;
const median = sql`percentile_cont(0.5) within group (order by recorded_on - seizure_date)`;

/** Median delay of the wider circle from a day on: of the region for an office, of the world for a region. */
export async function readReference(on: Queryable, viewer: Viewer, from: string): Promise<number | null> {
  const [, wider] = circlesOf(viewer);
  if (!wider) return null;
  const row = await queryRow<{ readonly days: number | null }>(
    on,
    sql`
      select ${median} as days from (
        select ${dayRecorded} as recorded_on, s.seizure_date from seizures s
        where ${visibleSeizures(viewer)} and s.status = any(${[...currentStatuses]}::text[]) and ${wider}) w
      where ${timelyFrom(from)}`,
  );
  return row?.days ?? null;
}

/** The circle the figures count, and the wider one they are compared with. */
function circlesOf(viewer: Viewer): [Sql, Sql?] {
  const { id, riloId } = viewer.office;
  const all: Sql = sql`true`;
  const region = (rilo: number): Sql => sql`s.region_id = ${rilo}::int`;
  if (focusOf(viewer) === 'world') return [all];
  if (focusOf(viewer) === 'region') return [region(id), all];
  const own: Sql = sql`s.office_id = ${id}::int`;
  return riloId === null ? [own, all] : [own, region(riloId)];
}

/**
 * The newest records of others that the viewer may see, the own region's first. Looks at the last 500: older ones are
 * no news.
 */
export async function listLatest(on: Queryable, viewer: Viewer): Promise<Latest[]> {
  const scope = visibleSeizures(viewer);
  const rows = await queryRows<Latest & { recordedAt: Date }>(
    on,
    sql`
      select n.ref, n.country, n.headings[1] as heading, n.products[1] as product, n.place_name as "placeName",
        n.main_quantity as quantity,
        case when n.main_unit = 'amount' then (select x.record #>> '{lines,0,currency}' from seizure_records x
            where x.seizure_id = n.id) else n.main_unit end as unit,
        n.line_count as "lineCount", n.synthetic, n.recorded_at as "recordedAt"
      from (select s.* from seizures s
          where ${scope} and s.status = any(${[...currentStatuses]}::text[]) and s.office_id <> ${viewer.office.id}::int
          order by s.id desc limit 500) n
      order by (n.region_id = ${viewer.office.riloId ?? -1}::int) desc nulls last, n.recorded_at desc, n.id desc
      limit ${latestShown}`,
  );
  return rows.map(row => ({ ...row, recordedAt: row.recordedAt.toISOString() }));
}
