import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql, type Sql } from '../../db/sql.ts';
import { visibleSeizures, type HeadingCode, type SeizureRecord } from '../../seizures/index.ts';
import type { Standing } from './sheets/make.ts';
import type { Reportable } from './sheets/sheet.ts';

/** Whose records, of which heading and year. */
interface Asked {
  readonly officeId: number;
  readonly heading: HeadingCode;
  readonly year: number;
}

/** Some of these records alone, those of some months, or the standing of further ones, which once were of them. */
type Which =
  | { readonly ids: readonly number[] }
  | { readonly from: string; readonly to: string }
  | { readonly refs: readonly string[] };

interface RecordRow {
  readonly id: number;
  readonly ref: string;
  readonly day: string;
  readonly version: number;
  readonly state: Standing['state'];
  readonly mergedInto: string | null;
  readonly synthetic: boolean;
  readonly isAsked: boolean;
  /** Where lines of it can leave. */
  readonly record: SeizureRecord | null;
  readonly lines: readonly { readonly lineNo: number; readonly held: boolean; readonly citesAppendix: string | null }[];
}

/**
 * Records of an office, of a heading and year by the date of seizure, as they may leave the portal: words that wait for
 * a second person are hidden, whoever asks. Lines with held quantities are counted and not given.
 */
export async function listReportable(
  on: Queryable,
  viewer: Viewer,
  { officeId, heading, year }: Asked,
  which?: Which,
): Promise<{ lines: Reportable[]; standings: Standing[] }> {
  const asked = sql`(s.headings @> array[${heading}::text]
    and s.seizure_date between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date)`;
  const rows = await queryRows<RecordRow>(
    on,
    sql`
      select s.id, s.ref, to_char(s.seizure_date, 'YYYY-MM-DD') as day, s.version, s.synthetic, ${asked} as "isAsked",
        case when s.status in ('withdrawn', 'merged') then s.status
          when s.embargo_until > current_date then 'embargo' else 'inForce' end as state,
        (select m.ref from seizures m where m.id = s.merged_into) as "mergedInto",
        case when ${asked} and s.status not in ('withdrawn', 'merged')
          and (s.embargo_until is null or s.embargo_until <= current_date)
          then coalesce(r.masked, r.record) end as record,
        (select coalesce(json_agg(json_build_object('lineNo', g.line_no, 'held', g.held,
            'citesAppendix', g.cites_appendix) order by g.line_no), '[]')
          from goods_lines g where g.seizure_id = s.id and g.heading = ${heading}) as lines
      from seizures s join seizure_records r on r.seizure_id = s.id
      where ${visibleSeizures(viewer)} and s.office_id = ${officeId}
        and ${wantedAmong(asked, which)}
      order by s.seizure_date, s.ref`,
  );
  return { lines: rows.flatMap(linesOf), standings: rows.map(standingOf) };
}

function wantedAmong(asked: Sql, which: Which | undefined): Sql {
  if (which === undefined) return asked;
  if ('refs' in which) return sql`s.ref = any(${[...which.refs]}::text[])`;
  return 'ids' in which
    ? sql`${asked} and s.id = any(${[...which.ids]}::bigint[])`
    : sql`${asked} and s.seizure_date between ${which.from}::date and ${which.to}::date`;
}

function linesOf({ ref, version, synthetic, record, lines }: RecordRow): Reportable[] {
  if (record === null) return [];
  return lines.flatMap(({ lineNo, held, citesAppendix }) => {
    const line = record.lines[lineNo - 1];
    return held || line === undefined ? [] : [{ ref, version, synthetic, record, lineNo, line, citesAppendix }];
  });
}

function standingOf({ id, ref, day, state, mergedInto, isAsked, lines }: RecordRow): Standing {
  return { id, ref, day, state, mergedInto, isAsked, held: lines.filter(({ held }) => held).length };
}

/** Years in which an office has records of the headings, the newest first: each is sought, and none is counted. */
export async function listYears(
  on: Queryable,
  viewer: Viewer,
  officeId: number,
  headings: readonly HeadingCode[],
): Promise<number[]> {
  const yearOf = (ends: Sql) => sql`
    (select extract(year from ${ends})::int from seizures s where s.office_id = ${officeId})`;
  const rows = await queryRows<{ year: number }>(
    on,
    sql`
      select year from generate_series(${yearOf(sql`min(s.seizure_date)`)}, ${yearOf(sql`max(s.seizure_date)`)}) year
      where exists (select from seizures s
        where ${visibleSeizures(viewer)} and s.office_id = ${officeId} and s.headings && ${[...headings]}::text[]
          and s.seizure_date between make_date(year, 1, 1) and make_date(year, 12, 31))
      order by year desc limit 60`,
  );
  return rows.map(({ year }) => year);
}
