import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql, type Sql } from '../../db/sql.ts';
import { visibleSeizures } from '../scope.ts';

/**
 * Adds what was opened to the counts of the record and of its office: the page of a record, or its pane at the desk of
 * a RILO. `done` selects rows of the trail.
 */
export async function countOpenings(client: Client, done: Sql): Promise<void> {
  await execute(
    client,
    sql`
      with opened as materialized (
        select s.id, s.office_id as owner_id, e.account_id, e.office_id, e.at,
          s.embargo_until is not null and s.embargo_until > e.at::date as embargoed
        from (${done}) e join seizures s on s.ref = e.subject
        where e.action = 'seizure.read' and (e.detail is null or e.detail->>'page' = 'desk')
          and e.account_id is not null and e.office_id <> s.office_id and s.status <> 'merged'),
      of_records as (
        insert into seizure_openings as o (seizure_id, account_id, office_id, times, last_at)
        select id, account_id, office_id, count(*), max(at) from opened group by 1, 2, 3
        on conflict (seizure_id, account_id, office_id) do update
        set times = o.times + excluded.times, last_at = greatest(o.last_at, excluded.last_at))
      insert into office_openings as o (owner_id, month, office_id, times)
      select owner_id, date_trunc('month', at at time zone 'UTC')::date, office_id, count(*)
      from opened where not embargoed group by 1, 2, 3
      on conflict (owner_id, month, office_id) do update set times = o.times + excluded.times`,
  );
}

/** What an office searched in a month; turning the pages of a result is one search of an officer and a day. */
export interface CountedSearch {
  readonly criteria: Readonly<Record<string, unknown>>;
  readonly month: string;
  readonly officeId: number;
  readonly times: number;
}

/** Searches of these rows, without order, layout, dates and states. */
export function listSearches(client: Client, done: Sql): Promise<CountedSearch[]> {
  return queryRows<CountedSearch>(
    client,
    sql`
      select e.detail - array['sort', 'view', 'rows', 'from', 'to', 'status', 'held', 'import'] as criteria,
        date_trunc('month', e.at at time zone 'UTC')::date::text as month, e.office_id as "officeId",
        count(distinct (e.account_id, e.at::date))::int as times
      from (${done}) e
      where e.action = 'seizure.searched' and e.office_id is not null and e.detail is not null
      group by 1, 2, 3`,
  );
}

/** A search that names countries, told apart from others by its digest. */
export interface NamedSearch extends Omit<CountedSearch, 'criteria'> {
  readonly criteria: string;
  readonly digest: string;
  readonly countries: readonly string[];
}

export async function addSearches(client: Client, searches: readonly NamedSearch[]): Promise<void> {
  if (searches.length === 0) return;
  const rows = JSON.stringify(searches);
  await execute(
    client,
    sql`
      insert into named_searches (criteria, digest, countries)
      select distinct on (x.digest) x.criteria::jsonb, x.digest, x.countries
      from jsonb_to_recordset(${rows}::jsonb) x(criteria text, digest text, countries text[])
      on conflict (digest) do nothing`,
  );
  await execute(
    client,
    sql`
      insert into named_search_counts as c (search_id, month, office_id, times)
      select n.id, x.month, x."officeId", sum(x.times)
      from jsonb_to_recordset(${rows}::jsonb) x(digest text, month date, "officeId" int, times int)
      join named_searches n on n.digest = x.digest group by 1, 2, 3
      on conflict (search_id, month, office_id) do update set times = c.times + excluded.times`,
  );
}

/** Searches are forgotten after the two years that a return compares. */
export async function forgetSearches(on: Queryable): Promise<void> {
  await execute(
    on,
    sql`delete from named_search_counts where month < date_trunc('month', now()) - interval '25 months'`,
  );
  await execute(
    on,
    sql`
      delete from named_searches n
      where not exists (select from named_search_counts c where c.search_id = n.id)`,
  );
}

/** Records of an export, by the office that holds them. */
export async function addExport(on: Queryable, viewer: Viewer, records: ReadonlyMap<number, number>): Promise<void> {
  const others = [...records].filter(([owner]) => owner !== viewer.office.id);
  if (others.length === 0) return;
  await execute(
    on,
    sql`
      insert into office_exports (owner_id, office_id, records)
      select o, ${viewer.office.id}::int, n
      from unnest(${others.map(([owner]) => owner)}::int[], ${others.map(([, n]) => n)}::int[]) x(o, n)`,
  );
}

/** Offices that keep saved searches. */
export async function listWatching(on: Queryable): Promise<number[]> {
  const rows = await queryRows<{ id: number }>(
    on,
    sql`select distinct office_id as id from seizure_watches order by 1`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Counts anew what the lists of one office hold of others' records since the first of last month, of what that office
 * may see and every reader of the return may hear of.
 */
export async function countWatchHits(client: Client, watching: Pick<Viewer, 'office'>): Promise<void> {
  const { id } = watching.office;
  const since = sql`(date_trunc('month', now() at time zone 'UTC') - interval '1 month')::date`;
  await execute(client, sql`delete from office_watch_hits where office_id = ${id}::int and month >= ${since}`);
  await execute(
    client,
    sql`
      insert into office_watch_hits (owner_id, month, watch_id, office_id, records)
      select s.office_id, date_trunc('month', h.at at time zone 'UTC')::date, w.id, w.office_id, count(*)
      from seizure_watches w join seizure_watch_hits h on h.watch_id = w.id and h.at >= ${since}
        join seizures s on s.id = h.seizure_id
      where w.office_id = ${id}::int and s.office_id <> ${id}::int
        and (s.embargo_until is null or s.embargo_until <= current_date) and ${visibleSeizures(watching)}
      group by 1, 2, 3, 4`,
  );
}
