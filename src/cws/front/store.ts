import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import type { Fragment } from '../../db/sql.ts';
import type { CwsDocument } from '../documents/document.ts';
import { openedAt, readableDocuments } from '../documents/scope.ts';
import { documentColumns, toDocument } from '../documents/store.ts';
import type { DocumentRow } from '../documents/store.ts';
import type { KindCode } from '../kinds/index.ts';

/** The lists of the front page: of which kinds, how many of each, and whether only what the viewer follows. */
const lists = {
  alerts: { kinds: ['alert'], size: 8, isChosen: true },
  bulletins: { kinds: ['bulletin', 'report'], size: 6, isChosen: true },
  sheets: { kinds: ['sheet'], size: 3, isChosen: true },
  pages: { kinds: ['page'], size: 3, isChosen: false },
  releases: { kinds: ['release'], size: 3, isChosen: true },
} as const satisfies Record<string, { kinds: readonly KindCode[]; size: number; isChosen: boolean }>;
type ListName = keyof typeof lists;

export interface Front extends Readonly<Record<ListName, readonly CwsDocument[]>> {
  /** Alerts in force, up to 1,000. */
  readonly inForce: number;
  /** Publications that came to be read since the visit before, up to `mostNew`. */
  readonly fresh: number;
}

/** What is counted as new at most. */
export const mostNew = 1000;

export interface FrontQuery {
  /** Of what the viewer follows only, but for the reference system. */
  readonly wanted: Fragment | undefined;
  /** When the viewer was here before, as ISO text. */
  readonly before: string | null;
}

/** What the front page shows this viewer. */
export async function readFront(viewer: Viewer, on: Queryable, { wanted, before }: FrontQuery): Promise<Front> {
  const [rows, inForce, fresh] = await Promise.all([
    readLists(viewer, on, wanted),
    countInForce(viewer, on),
    before === null ? 0 : countFresh(viewer, on, wanted, before),
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

const standing = "d.version > 0 and d.state = 'published' and (d.valid_until is null or d.valid_until >= current_date)";

/** Every list in one statement, whose plan is kept: planning five would take longer than reading them. */
async function readLists(
  viewer: Viewer,
  on: Queryable,
  wanted: Fragment | undefined,
): Promise<(DocumentRow & { list: ListName })[]> {
  const scope = readableDocuments(viewer);
  const parts = Object.entries(lists).map(([list, { kinds, size, isChosen }]) => {
    const chosen = isChosen ? wanted : undefined;
    return {
      text: `(select d.id, '${list}' as list from cws_documents d where d.kind in ('${kinds.join("', '")}') and ${standing} and ${scope.text}${chosen ? ` and ${chosen.text}` : ''}
        order by d.published_at desc, d.id desc limit ${size})`,
      bindings: [...scope.bindings, ...(chosen?.bindings ?? [])],
    };
  });
  return run(
    on,
    sql.raw(
      `
    with listed as materialized (${parts.map(({ text }) => text).join(' union all ')})
    select l.list, ${documentColumns} from listed l join cws_documents d on d.id = l.id left join accounts a on a.id = d.made_by
      left join cws_reads r on r.document_id = d.id and r.account_id = ?::int
    order by d.published_at desc, d.id desc`,
      [...parts.flatMap(({ bindings }) => bindings), viewer.accountId],
    ),
    wanted ? 'cws_front_followed' : 'cws_front',
  );
}

async function countFresh(
  viewer: Viewer,
  on: Queryable,
  wanted: Fragment | undefined,
  before: string,
): Promise<number> {
  const scope = readableDocuments(viewer);
  const [row] = await run<{ n: number }>(
    on,
    sql.raw(
      `
    select count(*)::int as n from (select from cws_documents d where ${standing} and (d.published_at > ?::timestamptz or d.embargo_until > ?::timestamptz) and ${openedAt} > ?::timestamptz
      and ${scope.text}${wanted ? ` and ${wanted.text}` : ''} limit ${mostNew}) d`,
      [before, before, before, ...scope.bindings, ...(wanted?.bindings ?? [])],
    ),
  );
  return row?.n ?? 0;
}

/** Alerts in force for this viewer, up to 1,000. */
async function countInForce(viewer: Viewer, on: Queryable): Promise<number> {
  const scope = readableDocuments(viewer);
  const [row] = await run<{ n: number }>(
    on,
    sql.raw(
      `
    select count(*)::int as n from (select from cws_documents d where d.kind = 'alert' and ${standing} and ${scope.text} order by d.published_at desc, d.id desc limit 1000) d`,
      [...scope.bindings],
    ),
    'cws_front_in_force',
  );
  return row?.n ?? 0;
}
