import type { Viewer } from '../../access/index.ts';
import { noteRead, type Deed } from '../../audit/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { empty, join, queryRows, sql, type Sql } from '../../db/sql.ts';
import { isToNotice } from '../alerts/scope-notices.ts';
import { madeAtOf } from '../alerts/store.ts';
import type { KindCode } from '../kinds/index.ts';
import type { CwsDocument } from './document.ts';
import { readableDocuments, workableDocuments } from './scope.ts';
import { documentColumns, documentsOf, documentTables, toDocument, type DocumentRow } from './store.ts';

export const standings = ['inForce', 'expired', 'withdrawn', 'all'] as const;
export type Standing = (typeof standings)[number];

/** What the viewer has still to do with them: read, or acknowledge. */
export const readings = ['unread', 'acknowledge'] as const;

/** A place in a list: time of publication (ISO, microseconds) or day of release, and id. */
export type Place = readonly [string, number];

interface DocumentFilter {
  readonly kinds: readonly KindCode[];
  readonly standing?: Standing;
  readonly words?: string;
  readonly headings?: readonly string[];
  readonly country?: string;
  /** Office that wrote or published it. */
  readonly officeId?: number;
  /** Value of a field of the kind, as `alertKind`. */
  readonly fact?: { readonly name: string; readonly value: string };
  readonly unread?: boolean;
  /** Urgent and not acknowledged in its newest version, or withdrawn or corrected and not noticed. */
  readonly unacknowledged?: boolean;
  /** Year a media release was released in. */
  readonly year?: number;
}

export interface DocumentQuery extends DocumentFilter {
  /** By publication when left out; media releases by the day they were released. */
  readonly order?: 'published' | 'released';
  /** Place after which the page goes on: of the last shown. */
  readonly after?: Place;
  /** Place before which the page ends: of the first shown. */
  readonly before?: Place;
  readonly size: number;
}

export interface DocumentPage {
  readonly rows: readonly CwsDocument[];
  /** Where the older ones go on, if there are any. */
  readonly after: Place | undefined;
  /** Where newer ones end, if this is not the beginning. */
  readonly before: Place | undefined;
  /** How many there are, where that is asked for. */
  readonly total: number;
}

/** What goes along with a list. */
interface Besides {
  /** The read as the trail notes it. */
  readonly deed?: Deed;
  /** They are counted, up to so many. */
  readonly countedTo?: number;
}

/** What a list is sorted by, as SQL over `d`: the value, its type, and the text a place holds it as. */
const orders = {
  published: {
    by: sql`d.published_at`,
    type: sql`timestamptz`,
    text: sql`to_char(d.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  },
  released: { by: sql`(d.facts->>'releasedOn')`, type: sql`text`, text: sql`coalesce(d.facts->>'releasedOn', '')` },
};

/**
 * Published documents this viewer may read, newest first, a page at a time by keyset: what is published meanwhile moves
 * nothing. One statement.
 */
export async function listDocuments(
  on: Queryable,
  viewer: Viewer,
  { order = 'published', after, before, size, ...filter }: DocumentQuery,
  { deed, countedTo = 0 }: Besides = {},
): Promise<DocumentPage> {
  const { by, type, text } = orders[order];
  const way = before ? sql`asc` : sql`desc`;
  const [place, beyond] = before ? [before, sql`>`] : [after, sql`<`];
  const from = sql`from ${documentTables(viewer)} where ${readableDocuments(viewer)} and ${whereOf(viewer, filter)}`;
  const counting = sql`(select count(*)::int from (select ${from} limit ${countedTo}) found)`;
  const rows = await queryRows<DocumentRow & { place: string; total: number }>(
    on,
    sql`
      ${deed ? sql`with noted as (${noteRead(viewer, deed)})` : empty}
      select ${countedTo > 0 ? counting : sql`0`} as total, p.* from (select 1) one left join lateral (
        select ${documentColumns}, ${text} as place ${from}
          ${place ? sql`and (${by}, d.id) ${beyond} (${place[0]}::${type}, ${place[1]}::bigint)` : empty}
        order by ${by} ${way}, d.id ${way} limit ${size + 1}) p on true`,
  );
  const found = rows.filter(({ id }) => id !== null);
  const hasMore = found.length > size;
  const shown = before ? found.slice(0, size).toReversed() : found.slice(0, size);
  const placeOf = (row: (typeof found)[number] | undefined): Place | undefined => row && [row.place, Number(row.id)];
  return {
    rows: shown.map(({ place: _, total: _all, ...row }) => toDocument(row)),
    total: rows[0]?.total ?? 0,
    after: before || hasMore ? placeOf(shown.at(-1)) : undefined,
    before: (before && hasMore) || after ? placeOf(shown[0]) : undefined,
  };
}

function whereOf(viewer: Viewer, filter: DocumentFilter): Sql {
  const {
    kinds,
    standing = 'all',
    words,
    headings = [],
    country,
    officeId,
    fact,
    unread,
    unacknowledged,
    year,
  } = filter;
  const parts = [sql`d.kind = any(${[...kinds]}::text[]) and d.version > 0`, ...standingWhere[standing]];
  if (words)
    parts.push(sql`
      d.id in (select document_id from cws_search
        where words @@ (websearch_to_tsquery('cen_en', ${words}) || websearch_to_tsquery('cen_fr', ${words})))`);
  if (headings.length > 0) parts.push(sql`d.headings && ${[...headings]}::text[]`);
  if (country) parts.push(sql`d.countries @> array[${country}]`);
  if (officeId !== undefined) parts.push(sql`(d.office_id = ${officeId} or d.publisher_id = ${officeId})`);
  if (fact) parts.push(sql`d.facts->>${fact.name} = ${fact.value}`);
  if (unread) parts.push(sql`coalesce(r.version, 0) < d.version`);
  if (unacknowledged)
    parts.push(sql`
      (d.urgent and d.state = 'published' and coalesce(r.acknowledged_version, 0) < d.version
        or ${isToNotice(madeAtOf(viewer))})`);
  if (year !== undefined) parts.push(sql`d.facts->>'releasedOn' between ${`${year}-01-01`} and ${`${year}-12-31`}`);
  return join(parts, ' and ');
}

const standingWhere: Readonly<Record<Standing, readonly Sql[]>> = {
  all: [],
  withdrawn: [sql`d.state = 'withdrawn'`],
  inForce: [sql`d.state = 'published' and (d.valid_until is null or d.valid_until >= current_date)`],
  expired: [sql`d.state = 'published' and d.valid_until < current_date`],
};

/** Named by their numbers, so that what is published is not read for the few that somebody works on. */
const atWork = sql`
  d.id in (select id from cws_documents where state in ('draft', 'submitted', 'returned')
    union all select document_id from cws_drafts where ended_at is null
    union all select document_id from cws_world_requests where answer is null)`;

/** Working copies of this viewer's office, and what was sent to its desk: last changed first. */
export async function listWork(on: Queryable, viewer: Viewer): Promise<CwsDocument[]> {
  const rows = await queryRows<DocumentRow>(
    on,
    sql`
      ${documentsOf(viewer, atWork, workableDocuments(viewer))} order by d.id desc limit 300`,
  );
  return rows.map(toDocument);
}

/** The published pages of the reference system, by reference. */
export async function listPublishedPages(on: Queryable, viewer: Viewer): Promise<CwsDocument[]> {
  const rows = await queryRows<DocumentRow>(
    on,
    sql`${documentsOf(viewer, sql`d.kind = 'page' and d.state = 'published'`)} order by d.ref limit 2000`,
  );
  return rows.map(toDocument);
}

/** A page of the reference system with the branch it belongs to. */
interface TreePage extends Pick<CwsDocument, 'ref' | 'titles'> {
  readonly branch: string;
}

/** A published page and those above it in the tree, nearest first; nothing when it is not published. */
export async function listAncestors(on: Queryable, ref: string): Promise<TreePage[]> {
  return queryRows<TreePage>(
    on,
    sql`
      with recursive above as (
        select ref, titles, facts->>'branch' as branch, facts->>'parent' as parent, 1 as depth from cws_documents
        where ref = ${ref} and kind = 'page' and state = 'published'
        union all select d.ref, d.titles, d.facts->>'branch', d.facts->>'parent', above.depth + 1
        from above join cws_documents d on d.ref = above.parent and d.state = 'published' where above.depth < 20)
      select ref, titles, branch from above order by depth`,
  );
}

/** Those of some references that are of documents this viewer may read. */
export async function listReadableRefs(on: Queryable, viewer: Viewer, refs: readonly string[]): Promise<string[]> {
  if (refs.length === 0) return [];
  const rows = await queryRows<{ ref: string }>(
    on,
    sql`select d.ref from cws_documents d where d.ref = any(${[...refs]}::text[]) and ${readableDocuments(viewer)}`,
  );
  return rows.map(({ ref }) => ref);
}
