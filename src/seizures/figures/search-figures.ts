import type { Queryable } from '../../db/pool.ts';
import { empty, join, queryRows, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';
import { dayRecorded } from '../copy/store-ready.ts';
import { publishableSeizures } from '../scope.ts';
import { masksOf } from '../search/search-masked.ts';
import { whereOf } from '../search/search-where.ts';
import type { Searching } from '../search/search-where.ts';
import type { Period } from './period.ts';

/** Routes drawn and listed. */
const routesShown = 8;

/** One row of the answer: what it counts, of what, in the period (`now`) or in the one before it. */
export interface FigureRow {
  readonly kind: Kind;
  /** Of a column over time its place from 1. */
  readonly code: string | null;
  readonly unit: string | null;
  readonly now: boolean | null;
  readonly n: number;
  readonly quantity: number | null;
  readonly most: number | null;
}
type Kind =
  | 'cases'
  | 'bucket'
  | 'country'
  | 'concealment'
  | 'transport'
  | 'members'
  | 'synthetic'
  | 'held'
  | 'status'
  | 'delay'
  | 'measured'
  | 'product'
  | 'route'
  | 'routeKnown'
  | 'routeWithin'
  | 'sum'
  | 'sumBucket'
  | 'sumCountry'
  | 'sumConcealment'
  | 'sumTransport'
  | 'sumProduct'
  | 'sumRoute';

export async function countFigures(
  on: Queryable,
  searching: Searching,
  period: Period,
  longestDelay: number,
): Promise<FigureRow[]> {
  return queryRows<FigureRow>(on, figuresStatement(searching, period, longestDelay));
}

const known = (column: Sql): Sql => sql`nullif(${column}, 'ZZ')`;

/**
 * Every figure in one statement: the cases of both periods are gathered once, with their lines, and grouped side by
 * side. Lines are those of the headings and products asked for: the cigarettes of a case of cocaine are not in its
 * figures. Quantities are summed within their base unit only, money in US dollars.
 */
export function figuresStatement(
  searching: Searching,
  { before, until, from, buckets }: Period,
  longestDelay: number,
): Sql {
  const { country } = searching.criteria;
  const masks = masksOf(searching);
  const inCountries = country.length > 0 ? sql`and s.country = any(${[...country]}::text[])` : empty;
  const open = sql`${publishableSeizures()} ${inCountries}`;
  const scope = masks ? sql`(${open} or ${masks})` : sql`(${open})`;
  const criteria = { ...searching.criteria, from: before.from, to: until };
  const where = whereOf({ ...searching, criteria }, ['country'], scope);
  const asked = linesAsked(searching);
  // What is released through a RILO is of no country and on no route, but of its region.
  const unless = (column: Sql): Sql => sql`case when s.release <> 'through_rilo' then ${column} end`;
  return sql`
    with cases as materialized (
      select s.id, s.seizure_date >= ${from}::date as now,
        width_bucket(s.seizure_date, ${buckets.map(({ first }) => first)}::date[]) as bucket, 
        coalesce(${unless(sql`s.country`)}, (select o.code from offices o where o.id = s.region_id)) as country,
        s.release = 'through_rilo' as masked, s.concealment, s.transport, s.synthetic, s.status,
        ${unless(sql`coalesce(${known(sql`s.departure`)}, ${known(sql`s.origin`)})`)} as start,
        ${unless(known(sql`s.destination`))} as finish,
        ${dayRecorded} - s.seizure_date as delay
      from seizures s where ${where}
        and (s.seizure_date >= ${from}::date or s.seizure_date <= ${before.to}::date)),
    lines as materialized (
      select c.id, c.now, c.bucket, c.country, c.concealment, c.transport, c.start, c.finish, g.heading, g.product,
        case when g.base_unit = 'amount' then 'USD' else g.base_unit end as unit,
        case when g.held then null when g.base_unit = 'amount' then g.usd
          when g.base_unit is not null then g.base_quantity end as quantity, g.held
      from cases c join goods_lines g on g.seizure_id = c.id where ${asked}),
    ways as materialized (select start, finish, count(*) filter (where now) as n,
      count(*) filter (where not now) as before from cases where start <> finish group by 1, 2),
    top as materialized (select * from ways where n > 0 order by n desc, start, finish limit ${routesShown})
    ${caseCounts}
    union all select 'members', bucket::text, null, true, count(*)::int, null, null
    from (select distinct bucket, country from cases where now and not masked) m group by bucket
    union all select 'synthetic', null, null, true, count(*)::int, null, null from cases where now and synthetic
    union all select 'held', null, null, true, count(*)::int, null, null from lines where now and held
    union all select 'status', status, null, true, count(*)::int, null, null from cases where now group by status
    union all select 'delay', null, null, true, count(*)::int, percentile_cont(0.5) within group (order by delay), null
    from cases where now and delay between 0 and ${longestDelay}
    union all select 'measured', null, null, true, count(distinct id)::int, null, null from lines
    where now and quantity is not null
    union all select 'product', heading || '/' || product, null, now, count(*)::int, null, null
    from (select distinct id, heading, product, now from lines) p group by heading, product, now
    union all select 'route', start || '>' || finish, null, true, n::int, before, null from top
    union all select 'routeKnown', null, null, true, coalesce(sum(n), 0)::int, null, count(*) filter (where n > 0)
    from ways
    union all select 'routeWithin', null, null, true, count(*)::int, null, null from cases where now and start = finish
    ${sums}
    union all select 'sumRoute', start || '>' || finish, unit, true, count(*)::int, sum(quantity), max(quantity)
    from lines join top using (start, finish) where now and quantity is not null group by start, finish, unit`;
}

const caseCounts = sql`
  select case when grouping(bucket) = 0 then 'bucket' when grouping(country) = 0 then 'country'
    when grouping(concealment) = 0 then 'concealment'
    when grouping(transport) = 0 then 'transport' else 'cases' end as kind,
    coalesce(bucket::text, country, concealment, transport) as code, null::text as unit, now,
    count(*)::int as n, null::float8 as quantity, null::float8 as most
  from cases group by grouping sets ((now), (now, bucket), (now, country), (now, concealment), (now, transport))`;

const sums = sql`
  union all select case when grouping(bucket) = 0 then 'sumBucket' when grouping(country) = 0 then 'sumCountry'
    when grouping(concealment) = 0 then 'sumConcealment'
    when grouping(transport) = 0 then 'sumTransport' when grouping(product) = 0 then 'sumProduct' else 'sum' end,
    coalesce(bucket::text, country, concealment, transport, heading || '/' || product), unit, true, count(*)::int,
    sum(quantity), max(quantity)
  from lines where now and quantity is not null
  group by grouping sets ((unit), (unit, bucket), (unit, country), (unit, concealment), (unit, transport),
    (unit, heading, product))
  union all select 'sum', null, unit, false, count(*)::int, sum(quantity), max(quantity) from lines
  where not now and quantity is not null group by unit`;

function linesAsked({ criteria: { heading, product } }: Searching): Sql {
  const parts: Sql[] = [];
  if (heading.length > 0) parts.push(sql`g.heading = any(${[...heading]}::text[])`);
  if (product.length > 0) parts.push(sql`g.product = any(${[...product]}::text[])`);
  return parts.length > 0 ? join(parts, ' and ') : sql`true`;
}
