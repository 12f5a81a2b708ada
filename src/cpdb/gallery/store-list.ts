import type { Viewer } from '../../access/index.ts';
import { noteRead } from '../../audit/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { empty, queryRows, sql } from '../../db/sql.ts';
import type { Card } from '../pictures/picture.ts';
import { cardColumns, toCard } from '../pictures/store.ts';
import type { CardRow } from '../pictures/store.ts';
import type { Asked, Place } from './query.ts';
import { facetNames, whereOf } from './store-filter.ts';

/** Four columns of six rows. */
const pageSize = 24;

export interface GalleryPage {
  readonly rows: readonly Card[];
  /** Number of the first one shown, from 1; 0 on an empty page. */
  readonly first: number;
  readonly after: Place | undefined;
  readonly before: Place | undefined;
}

/**
 * A page of the gallery by keyset, and the search noted in the trail, with what the page shows `besides`: one
 * statement.
 */
export async function listGallery(
  on: Queryable,
  viewer: Viewer,
  { filter, sort, given, after, before }: Asked,
  besides: Readonly<Record<string, string>> = {},
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
  const found = await queryRows<CardRow & { place: string }>(
    on,
    sql`
      with noted as (${noted}), k as (
        select p.id, p.published_at from (select p.id, p.published_at from cpdb_pictures p
          where ${where}
            ${from ? sql`and (p.published_at, p.id) ${beyond} (${from[0]}::timestamptz, ${from[1]}::bigint)` : empty}
          ${isFoundFirst(filter) ? sql`offset 0` : empty}) p
        order by p.published_at ${way}, p.id ${way} limit ${pageSize + 1})
      select ${cardColumns}, to_char(p.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
      from k join cpdb_pictures p on p.id = k.id order by k.published_at ${way}, k.id ${way}`,
  );
  return pageOf(found, after, before);
}

function pageOf(
  found: readonly (CardRow & { readonly place: string })[],
  after: Place | undefined,
  before: Place | undefined,
): GalleryPage {
  const hasMore = found.length > pageSize;
  const rows = before ? found.slice(0, pageSize).toReversed() : found.slice(0, pageSize);
  const start = before ? Math.max(0, before[2] - rows.length) : (after?.[2] ?? 0);
  const [head, tail] = [rows[0], rows.at(-1)];
  return {
    rows: rows.map(({ place: _, ...row }) => toCard(row)),
    first: rows.length > 0 ? start + 1 : 0,
    after: tail && (before || hasMore) ? [tail.place, Number(tail.id), start + rows.length] : undefined,
    before: head && (before ? hasMore : after !== undefined) ? [head.place, Number(head.id), start] : undefined,
  };
}

/**
 * Captions tell of the place and the goods, so that words with a filter find far more or far fewer than both would
 * apart: walking from the newest until a page is full, as the planner then would, can pass all pictures. These are
 * found first and then put in order.
 */
function isFoundFirst(filter: Asked['filter']): boolean {
  return filter.words !== '' && facetNames.some(name => filter[name].length > 0);
}
