import type { Viewer } from '../../access/index.ts';
import { noteRead } from '../../audit/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { execute, join, queryRow, queryRows, sql } from '../../db/sql.ts';
import { listColumns } from '../search/search.ts';
import type { ListRow } from '../search/result-page.ts';
import { whereOf, type Searching } from '../search/search-where.ts';
import { isOfImport, visibleHits, type Looking } from './scope-news.ts';
import { visibleWatches, watchColumns } from './store-watches.ts';
import type { Watch } from './watch.ts';

/** What is new on a list: records, and imports with how many records they brought. */
export interface News {
  readonly id: number;
  readonly records: number;
  readonly imports: number;
  readonly imported: number;
}

/** The viewer's lists with hits after the last visit, before it is asked whether they are for the viewer. */
export async function listUnseen(on: Queryable, viewer: Viewer): Promise<(Watch & { readonly seenNo: number })[]> {
  return queryRows<Watch & { seenNo: number }>(
    on,
    sql`
      select ${watchColumns}, coalesce(v.seen_no, 0)::bigint as "seenNo"
      from seizure_watches w join accounts a on a.id = w.account_id
        left join seizure_watch_visits v on v.watch_id = w.id and v.account_id = ${viewer.accountId}::int
      where ${visibleWatches(viewer)} and w.rhythm <> 'none' and exists (
        select from seizure_watch_hits h where h.watch_id = w.id and h.no > coalesce(v.seen_no, 0))
      order by w.id`,
    'seizure_watches_unseen',
  );
}

/** What is new on some lists, in one statement; lists without news are left out. */
export async function countNews(on: Queryable, lookings: readonly Looking[]): Promise<News[]> {
  if (lookings.length === 0) return [];
  const counts = lookings.map(
    one => sql`
      select ${one.watch.id}::bigint as id, count(*) filter (where not ${isOfImport})::int as records,
        count(distinct s.import_id) filter (where ${isOfImport})::int as imports,
        count(*) filter (where ${isOfImport})::int as imported ${visibleHits(one)}`,
  );
  const rows = await queryRows<News>(on, sql`${join(counts, ' union all ')}`);
  return rows.filter(({ records, imports }) => records + imports > 0);
}

/** A record on a list. */
export interface HitRow extends ListRow {
  readonly kind: 'new' | 'amended';
  readonly isNew: boolean;
}

export interface ImportHit {
  readonly importId: number;
  readonly records: number;
  readonly isNew: boolean;
}

/** Highest number of a list's hits; 0 where there are none. */
export async function lastNumber(on: Queryable, watchId: number): Promise<number> {
  const row = await queryRow<{ no: number }>(
    on,
    sql`select coalesce(max(no), 0)::bigint as no from seizure_watch_hits where watch_id = ${watchId}::bigint`,
  );
  return row?.no ?? 0;
}

/** The records of a list, the last to come first, and imports by themselves; the reading is noted. */
export async function readHits(
  on: Queryable,
  viewer: Viewer,
  looking: Looking,
  { seen, most }: { readonly seen: number; readonly most: number },
): Promise<{ readonly rows: readonly HitRow[]; readonly imports: readonly ImportHit[] }> {
  const [rows, imports] = await Promise.all([
    queryRows<HitRow>(
      on,
      sql`
        with noted as (${noteRead(viewer, { action: 'watch.read', subject: String(looking.watch.id) })})
        select ${listColumns}, '' as place, h.kind, h.no > ${seen}::bigint as "isNew" ${visibleHits(looking)}
          and not ${isOfImport}
        order by h.no desc limit ${most}::int`,
    ),
    queryRows<ImportHit>(
      on,
      sql`
        select s.import_id as "importId", count(*)::int as records, bool_or(h.no > ${seen}::bigint) as "isNew"
        ${visibleHits(looking)} and ${isOfImport}
        group by 1 order by max(h.no) desc`,
    ),
  ]);
  return { rows, imports };
}

/** Up to which hit this account saw a list; 0 before the first visit. */
export async function findSeen(on: Queryable, viewer: Viewer, watchId: number): Promise<number> {
  const row = await queryRow<{ no: number }>(
    on,
    sql`
      select seen_no as no from seizure_watch_visits
      where watch_id = ${watchId}::bigint and account_id = ${viewer.accountId}`,
  );
  return row?.no ?? 0;
}

export async function markSeen(on: Queryable, viewer: Viewer, watchId: number, no: number): Promise<void> {
  await execute(
    on,
    sql`
      insert into seizure_watch_visits as v (watch_id, account_id, seen_no)
      values (${watchId}::bigint, ${viewer.accountId}, ${no}::bigint)
      on conflict (watch_id, account_id) do update set seen_no = greatest(v.seen_no, excluded.seen_no), at = now()`,
  );
}

/** Counting backwards stops here. */
export const countedBack = 1000;

/** How many records of the last year a search would have told of, to one more than `countedBack`. */
export async function countLastYear(on: Queryable, searching: Searching): Promise<number> {
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select count(*)::int as n from (
        select from seizures s where ${whereOf(searching)} and s.recorded_at > now() - interval '1 year'
          and s.office_id <> ${searching.viewer.office.id}::int limit ${countedBack + 1}::int) c`,
  );
  return row?.n ?? 0;
}
