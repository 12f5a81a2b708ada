import type { Viewer } from '../access/index.ts';
import type { Queryable } from '../db/pool.ts';
import { queryRow, queryRows, sql } from '../db/sql.ts';
import { visibleSeizures } from '../seizures/index.ts';
import type { Days } from './period.ts';

/** Openings of an office's records by another in a month (YYYY-MM). */
export interface Opening {
  readonly month: string;
  readonly officeId: number;
  readonly times: number;
}

export function listOpenings(on: Queryable, ownerId: number, { from, until }: Days): Promise<Opening[]> {
  return queryRows<Opening>(
    on,
    sql`
      select to_char(month, 'YYYY-MM') as month, office_id as "officeId", times from office_openings
      where owner_id = ${ownerId}::int and month >= date_trunc('month', ${from}::date) and month < ${until}::date`,
  );
}

export interface Exports {
  readonly exports: number;
  readonly offices: number;
}

export async function countExports(on: Queryable, ownerId: number, { from, until }: Days): Promise<Exports> {
  const row = await queryRow<Exports>(
    on,
    sql`
      select count(*)::int as exports, count(distinct office_id)::int as offices from office_exports
      where owner_id = ${ownerId}::int and at >= ${from}::date and at < ${until}::date`,
  );
  return row ?? { exports: 0, offices: 0 };
}

/** Watch lists of others that an office's records are on, all and by month. */
export interface Reached {
  readonly lists: number;
  readonly offices: number;
  readonly matches: number;
  readonly months: readonly { readonly month: string; readonly lists: number }[];
}

export async function countReached(on: Queryable, ownerId: number, { from, until }: Days): Promise<Reached> {
  const row = await queryRow<Reached>(
    on,
    sql`
      with hit as (
        select to_char(month, 'YYYY-MM') as month, watch_id, office_id, records from office_watch_hits
        where owner_id = ${ownerId}::int and month >= date_trunc('month', ${from}::date) and month < ${until}::date)
      select count(distinct watch_id)::int as lists, count(distinct office_id)::int as offices,
        coalesce(sum(records), 0)::int as matches,
        coalesce((select jsonb_agg(m) from (
          select month, count(*)::int as lists from hit group by 1) m), '[]') as months
      from hit`,
  );
  return row ?? { lists: 0, offices: 0, matches: 0, months: [] };
}

/** A record of another office that is part of the same event as one of the owner. */
export interface LinkedCase {
  readonly ref: string;
  readonly ownRef: string;
  readonly placeName: string | null;
  readonly country: string;
  /** Plain date on which they were linked. */
  readonly on: string;
}

const mostLinked = 5;

/** Records of others linked to those of an office in some days, of what the viewer may see, the newest first. */
export function listLinkedCases(
  on: Queryable,
  viewer: Viewer,
  ownerId: number,
  { from, until }: Days,
): Promise<LinkedCase[]> {
  return queryRows<LinkedCase>(
    on,
    sql`
      select s.ref, o.ref as "ownRef", s.place_name as "placeName", s.country,
        to_char(p.decided_at at time zone 'UTC', 'YYYY-MM-DD') as on
      from (select one as own, other, decided_at from seizure_pairs where state = 'linked'
          union all select other, one, decided_at from seizure_pairs where state = 'linked') p
        join seizures o on o.id = p.own and o.office_id = ${ownerId}::int
        join seizures s on s.id = p.other and s.office_id <> ${ownerId}::int
      where p.decided_at >= ${from}::date and p.decided_at < ${until}::date
        and s.status in ('submitted', 'queried', 'verified') and ${visibleSeizures(viewer)}
        and o.id in (select s.id from seizures s where s.id = o.id and ${visibleSeizures(viewer)})
      order by p.decided_at desc, s.id limit ${mostLinked}::int`,
  );
}

/** Lists of other offices that tell, by what they ask for; a number of fewer than three offices is 0. */
export interface Asking {
  readonly container: number;
  readonly place: number;
  readonly route: number;
  readonly detection: number;
}

export async function countAsking(on: Queryable, ownerId: number): Promise<Asking> {
  const lists = (names: readonly string[]) => {
    const asks = sql`query ?| ${[...names]}::text[]`;
    return sql`
      case when count(distinct office_id) filter (where ${asks}) >= ${fewest}::int
        then count(*) filter (where ${asks}) else 0 end::int`;
  };
  const row = await queryRow<Asking>(
    on,
    sql`
      select ${lists(['container'])} as container, ${lists(['concealment'])} as place,
        ${lists(['origin', 'departure', 'transit', 'destination'])} as route, ${lists(['detection'])} as detection
      from seizure_watches where ended_at is null and rhythm <> 'none' and office_id <> ${ownerId}::int`,
  );
  return row ?? { container: 0, place: 0, route: 0, detection: 0 };
}

/** Offices from which on a search is told of, so that it tells nobody's interest. */
export const fewest = 3;
const mostSearches = 6;

/** A search of others that names the country, without who asked. */
export interface Asked {
  readonly criteria: Readonly<Record<string, string | string[]>>;
  readonly offices: number;
  readonly times: number;
}

/**
 * What others searched for in a country, the most asked first: only what at least three offices asked, beside the
 * owner of the records and the office that looks.
 */
export function listAsked(
  on: Queryable,
  viewer: Viewer,
  owner: { readonly id: number; readonly country: string },
  { from, until }: Days,
): Promise<Asked[]> {
  return queryRows<Asked>(
    on,
    sql`
      select n.criteria, count(distinct c.office_id)::int as offices, sum(c.times)::int as times
      from named_searches n join named_search_counts c on c.search_id = n.id
      where n.countries @> array[${owner.country}::text]
        and c.month >= date_trunc('month', ${from}::date) and c.month < ${until}::date
        and c.office_id <> ${owner.id}::int and c.office_id <> ${viewer.office.id}::int
      group by n.id having count(distinct c.office_id) >= ${fewest}::int
      order by 2 desc, 3 desc, n.id limit ${mostSearches}::int`,
  );
}
