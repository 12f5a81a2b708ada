import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { empty, join, literal, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { CwsDocument } from '../documents/document.ts';
import { openedAt, readableDocuments } from '../documents/scope.ts';
import { documentColumns, documentTables, toDocument, type DocumentRow } from '../documents/store.ts';

/** The lists of the front page: of which kinds, how many of each, and whether only what the viewer follows. */
const lists = {
  alerts: { kinds: sql`'alert'`, size: 8, isChosen: true },
  bulletins: { kinds: sql`'bulletin', 'report'`, size: 6, isChosen: true },
  sheets: { kinds: sql`'sheet'`, size: 3, isChosen: true },
  pages: { kinds: sql`'page'`, size: 3, isChosen: false },
  releases: { kinds: sql`'release'`, size: 3, isChosen: true },
} satisfies Record<string, { kinds: Sql; size: number; isChosen: boolean }>;
type ListName = keyof typeof lists;

export interface Front extends Readonly<Record<ListName, readonly CwsDocument[]>> {
  /** Alerts in force, up to 1,000. */
  readonly inForce: number;
  /** Publications that came to be read since the visit before, up to `maxNew`. */
  readonly fresh: number;
}

/** What is counted as new at most. */
export const maxNew = 1000;

interface FrontQuery {
  /** Of what the viewer follows only, but for the reference system. */
  readonly wanted: Sql | undefined;
  /** When the viewer was here before, as ISO text. */
  readonly before: string | null;
}

/** What the front page shows this viewer. */
export async function readFront(on: Queryable, viewer: Viewer, { wanted, before }: FrontQuery): Promise<Front> {
  const [rows, inForce, fresh] = await Promise.all([
    readLists(on, viewer, wanted),
    countInForce(on, viewer),
    before === null ? 0 : countFresh(on, viewer, wanted, before),
  ]);
  const of = (list: ListName): CwsDocument[] => rows.filter(row => row.list === list).map(toDocument);
  return {
    alerts: of('alerts'),
    bulletins: of('bulletins'),
    sheets: of('sheets'),
    pages: of('pages'),
    releases: of('releases'),
    inForce,
    fresh,
  };
}

const standing = sql`
  d.version > 0 and d.state = 'published' and (d.valid_until is null or d.valid_until >= current_date)`;

/** Every list in one statement, whose plan is kept: planning five would take longer than reading them. */
async function readLists(
  on: Queryable,
  viewer: Viewer,
  wanted: Sql | undefined,
): Promise<(DocumentRow & { list: ListName })[]> {
  const scope = readableDocuments(viewer);
  const parts = Object.entries(lists).map(([list, { kinds, size, isChosen }]) => {
    const chosen = isChosen ? wanted : undefined;
    return sql`
      (select d.id, ${list}::text as list from cws_documents d
        where d.kind in (${kinds}) and ${standing} and ${scope} ${chosen ? sql`and ${chosen}` : empty}
        order by d.published_at desc, d.id desc limit ${literal(size)})`;
  });
  return queryRows(
    on,
    sql`
      with listed as materialized (${join(parts, ' union all ')})
      select l.list, ${documentColumns} from ${documentTables(viewer)} join listed l on l.id = d.id
      order by d.published_at desc, d.id desc`,
    wanted ? 'cws_front_followed' : 'cws_front',
  );
}

async function countFresh(on: Queryable, viewer: Viewer, wanted: Sql | undefined, before: string): Promise<number> {
  const scope = readableDocuments(viewer);
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select count(*)::int as n from (select from cws_documents d
        where ${standing} and (d.published_at > ${before}::timestamptz or d.embargo_until > ${before}::timestamptz)
          and ${openedAt} > ${before}::timestamptz and ${scope} ${wanted ? sql`and ${wanted}` : empty}
        limit ${maxNew}) d`,
    wanted ? 'cws_front_fresh_followed' : 'cws_front_fresh',
  );
  return row?.n ?? 0;
}

/** Alerts in force for this viewer, up to 1,000. */
async function countInForce(on: Queryable, viewer: Viewer): Promise<number> {
  const scope = readableDocuments(viewer);
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select count(*)::int as n
      from (select from cws_documents d where d.kind = 'alert' and ${standing} and ${scope}
          order by d.published_at desc, d.id desc limit 1000) d`,
    'cws_front_in_force',
  );
  return row?.n ?? 0;
}

/**
 * Notes that an account came to the front page, and returns when it was last there before: a pause of half an hour ends
 * a visit.
 */
export async function recordVisit(on: Queryable, viewer: Viewer): Promise<string | null> {
  const row = await queryRow<{ before: Date | null }>(
    on,
    sql`
      insert into cws_visits as v (account_id) select ${viewer.accountId}
      from set_config('synchronous_commit', 'off', true)
      on conflict (account_id) do update
      set before_at = case when v.came_at < now() - interval '30 minutes' then v.came_at else v.before_at end,
        came_at = now()
      returning before_at as before`,
    'cws_visit',
  );
  return row?.before?.toISOString() ?? null;
}
