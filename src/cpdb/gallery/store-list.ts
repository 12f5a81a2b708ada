import type { Viewer } from '../../access/index.ts';
import { noteRead } from '../../audit/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { empty, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { Card } from '../pictures/picture.ts';
import { cardColumns, toCard, type CardRow } from '../pictures/store.ts';
import type { Asked, Place } from './query.ts';
import { whereOf } from './store-filter.ts';

/** Four columns of six rows. */
const pageSize = 24;
/** Counts are exact up to this many. */
export const countedTo = 2000;

export interface GalleryPage {
  readonly rows: readonly Card[];
  /** Exact to `countedTo`; one more means "more than". Of what is counted. */
  readonly total: number;
  /** Number of the first one shown, from 1; 0 on an empty page. */
  readonly first: number;
  readonly after: Place | undefined;
  readonly before: Place | undefined;
}

interface Showing {
  /** Rows of a page. */
  readonly size?: number;
  /** What the page shows beside them, for the trail. */
  readonly besides?: Readonly<Record<string, string>>;
  readonly isCounted?: boolean;
}

/**
 * A page of the gallery by keyset, and the search noted in the trail, with what the page shows `besides`: one
 * statement.
 */
export async function listGallery(
  on: Queryable,
  viewer: Viewer,
  { filter, sort, given, after, before }: Asked,
  { size = pageSize, besides = {}, isCounted = false }: Showing = {},
): Promise<GalleryPage> {
  const where = whereOf(filter);
  const isFalling = (sort === 'newest') !== (before !== undefined);
  const [way, beyond] = isFalling ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const from = before ?? after;
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const noted = noteRead(viewer, {
    action: 'picture.listed',
    detail: { ...asked, ...(sort === 'newest' ? {} : { sort }), ...(from ? { place: from[2] } : {}), ...besides },
  });
  const cut = (found: Sql): Sql => sql`
    select p.id, p.published_at from ${found}
      ${from ? sql`and (p.published_at, p.id) ${beyond} (${from[0]}::timestamptz, ${from[1]}::bigint)` : empty}
    order by p.published_at ${way}, p.id ${way} limit ${size + 1}`;
  const walked = sql`cpdb_pictures p where ${where}`;
  const isGathered = isCounted || filter.words !== '';
  const rows = await queryRows<CardRow & { place: string; total: number }>(
    on,
    sql`
      with noted as (${noted}), ${isGathered ? gathered(where) : empty} k as (
        select * from (${filter.words === '' ? cut(walked) : foundFirst(walked, cut)}) p
        order by published_at ${way}, id ${way} limit ${size + 1})
      select ${cardColumns}, to_char(p.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place,
        ${isGathered ? sql`(select n from gathered)` : sql`null::int`} as total
      from k join cpdb_pictures p on p.id = k.id order by k.published_at ${way}, k.id ${way}`,
  );
  return pageOf(rows, size, after, before);
}

/** What is found, gathered and counted up to a number. */
function gathered(where: Sql): Sql {
  return sql`
    hits as materialized (select p.id, p.published_at from cpdb_pictures p where ${where} limit ${countedTo + 1}),
    gathered as materialized (select count(*)::int as n from hits), `;
}

/**
 * Captions tell of the place and the goods, so that words find far more or far fewer than is expected of them and a
 * filter apart: walking from the newest until a page is full, as the planner then would, can pass all pictures (250 ms
 * of 100,000). What was gathered is put in order; where there is more, a walk soon meets enough.
 */
function foundFirst(walked: Sql, cut: (found: Sql) => Sql): Sql {
  return sql`
    (${cut(sql`hits p where (select n from gathered) <= ${countedTo}::int`)}) union all
    (${cut(sql`${walked} and (select n from gathered) > ${countedTo}::int`)})`;
}

function pageOf(
  found: readonly (CardRow & { readonly place: string; readonly total: number })[],
  size: number,
  after: Place | undefined,
  before: Place | undefined,
): GalleryPage {
  const hasMore = found.length > size;
  const rows = before ? found.slice(0, size).toReversed() : found.slice(0, size);
  const start = before ? Math.max(0, before[2] - rows.length) : (after?.[2] ?? 0);
  const [head, tail] = [rows[0], rows.at(-1)];
  return {
    rows: rows.map(({ place: _, total: _all, ...row }) => toCard(row)),
    total: head?.total ?? 0,
    first: rows.length > 0 ? start + 1 : 0,
    after: tail && (before || hasMore) ? [tail.place, Number(tail.id), start + rows.length] : undefined,
    before: head && (before ? hasMore : after !== undefined) ? [head.place, Number(head.id), start] : undefined,
  };
}
