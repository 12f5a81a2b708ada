import type { Knex } from 'knex';
import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import type { KindCode } from '../kinds/index.ts';
import type { CwsDocument } from './document.ts';
import { readableDocuments, workableDocuments } from './scope.ts';
import { documentsOf, toDocument } from './store.ts';
import type { DocumentRow } from './store.ts';

export const standings = ['inForce', 'expired', 'withdrawn', 'all'] as const;
export type Standing = (typeof standings)[number];

export const readings = ['unread', 'acknowledge'] as const;
/** What the viewer has still to do with them: read, or acknowledge. */
export type Reading = (typeof readings)[number];

/** A place in a list: time of publication (ISO, microseconds) or day of release, and id. */
export type Place = readonly [string, number];

export interface DocumentFilter {
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
  /** Urgent, and not acknowledged in its newest version. */
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
}

/** What a list is sorted by, as SQL over `d`: the value, its type, and the text a place holds it as. */
const orders = {
  published: {
    by: 'd.published_at',
    type: 'timestamptz',
    text: `to_char(d.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  },
  released: { by: `(d.facts->>'releasedOn')`, type: 'text', text: `coalesce(d.facts->>'releasedOn', '')` },
} as const;

/** Published documents this viewer may read, newest first, a page at a time by keyset: what is published meanwhile moves nothing. */
export async function listDocuments(
  viewer: Viewer,
  on: Queryable,
  { order = 'published', after, before, size, ...filter }: DocumentQuery,
): Promise<DocumentPage> {
  const { by, type, text } = orders[order];
  const way = before ? 'asc' : 'desc';
  const builder = documentsOf(viewer, readableDocuments(viewer))
    .select(sql.raw(`${text} as place`))
    .orderByRaw(`${by} ${way}, d.id ${way}`)
    .limit(size + 1);
  filtered(builder, filter);
  if (before) builder.whereRaw(`(${by}, d.id) > (?::${type}, ?::bigint)`, [...before]);
  else if (after) builder.whereRaw(`(${by}, d.id) < (?::${type}, ?::bigint)`, [...after]);
  const found = await run<DocumentRow & { place: string }>(on, builder);
  const hasMore = found.length > size;
  const shown = before ? found.slice(0, size).toReversed() : found.slice(0, size);
  const placeOf = (row: (typeof found)[number] | undefined): Place | undefined => row && [row.place, Number(row.id)];
  return {
    rows: shown.map(({ place: _, ...row }) => toDocument(row)),
    after: before || hasMore ? placeOf(shown.at(-1)) : undefined,
    before: (before && hasMore) || after ? placeOf(shown[0]) : undefined,
  };
}

/** How many there are, counted up to `most`. */
export async function countDocuments(
  viewer: Viewer,
  on: Queryable,
  filter: DocumentFilter,
  most: number,
): Promise<number> {
  const some = filtered(
    documentsOf(viewer, readableDocuments(viewer)).clearSelect().select(sql.raw('1')),
    filter,
  ).limit(most);
  const [row] = await run<{ n: number }>(on, sql.count('* as n').from(some.as('found')));
  return Number(row?.n ?? 0);
}

function filtered(
  builder: Knex.QueryBuilder,
  {
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
  }: DocumentFilter,
): Knex.QueryBuilder {
  builder.whereIn('d.kind', kinds).where('d.version', '>', 0);
  if (standing === 'withdrawn') builder.where('d.state', 'withdrawn');
  if (standing === 'inForce')
    builder.where('d.state', 'published').whereRaw('(d.valid_until is null or d.valid_until >= current_date)');
  if (standing === 'expired') builder.where('d.state', 'published').whereRaw('d.valid_until < current_date');
  if (words)
    builder.whereRaw(
      `d.id in (select document_id from cws_search where words @@ (websearch_to_tsquery('cen_en', ?) || websearch_to_tsquery('cen_fr', ?)))`,
      [words, words],
    );
  if (headings.length > 0) builder.whereRaw('d.headings && ?::text[]', [[...headings]]);
  if (country) builder.whereRaw('d.countries @> array[?]', [country]);
  if (officeId !== undefined) builder.whereRaw('(d.office_id = ? or d.publisher_id = ?)', [officeId, officeId]);
  if (fact) builder.whereRaw('d.facts->>? = ?', [fact.name, fact.value]);
  if (unread) builder.whereRaw('coalesce(r.version, 0) < d.version');
  if (unacknowledged) builder.whereRaw('d.urgent and coalesce(r.acknowledged_version, 0) < d.version');
  if (year !== undefined)
    builder.whereRaw(`d.facts->>'releasedOn' between ? and ?`, [`${year}-01-01`, `${year}-12-31`]);
  return builder;
}

/** Working copies of this viewer's office, and what was sent to its desk: last changed first. */
export async function listWork(viewer: Viewer, on: Queryable): Promise<CwsDocument[]> {
  const rows = await run<DocumentRow>(
    on,
    documentsOf(viewer, workableDocuments(viewer))
      .whereRaw(
        `(d.state in ('draft', 'submitted', 'returned') or exists (select from cws_drafts w where w.document_id = d.id and w.ended_at is null))`,
      )
      .orderBy('d.id', 'desc')
      .limit(300),
  );
  return rows.map(toDocument);
}
