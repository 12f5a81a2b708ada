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

export interface DocumentQuery {
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
  /** Place after which the page goes on: time of publication and id of the last shown. */
  readonly after?: readonly [string, number];
  readonly size: number;
}

export interface DocumentPage {
  readonly rows: readonly CwsDocument[];
  readonly after: readonly [string, number] | undefined;
}

/** Published documents this viewer may read, newest first, a page at a time by keyset. */
export async function listDocuments(viewer: Viewer, on: Queryable, query: DocumentQuery): Promise<DocumentPage> {
  const builder = documentsOf(viewer, readableDocuments(viewer)).whereIn('d.kind', query.kinds).where('d.version', '>', 0)
    .orderBy([{ column: 'd.published_at', order: 'desc' }, { column: 'd.id', order: 'desc' }]).limit(query.size + 1);
  const { standing = 'all', words, headings = [], country, officeId, fact, unread, after } = query;
  if (standing === 'withdrawn') builder.where('d.state', 'withdrawn');
  if (standing === 'inForce') builder.where('d.state', 'published').whereRaw('(d.valid_until is null or d.valid_until >= current_date)');
  if (standing === 'expired') builder.where('d.state', 'published').whereRaw('d.valid_until < current_date');
  if (words) builder.whereRaw(`d.id in (select document_id from cws_search where words @@ (websearch_to_tsquery('cen_en', ?) || websearch_to_tsquery('cen_fr', ?)))`, [words, words]);
  if (headings.length > 0) builder.whereRaw('d.headings && ?::text[]', [[...headings]]);
  if (country) builder.whereRaw('d.countries @> array[?]', [country]);
  if (officeId !== undefined) builder.whereRaw('(d.office_id = ? or d.publisher_id = ?)', [officeId, officeId]);
  if (fact) builder.whereRaw('d.facts->>? = ?', [fact.name, fact.value]);
  if (unread) builder.whereRaw('coalesce(r.version, 0) < d.version');
  if (after) builder.whereRaw('(d.published_at, d.id) < (?::timestamptz, ?::bigint)', [...after]);
  const rows = (await run<DocumentRow>(on, builder)).map(toDocument);
  const shown = rows.slice(0, query.size);
  const last = shown.at(-1);
  return { rows: shown, after: rows.length > query.size && last?.publishedAt ? [last.publishedAt, last.id] : undefined };
}

/** Working copies of this viewer's office, and what was sent to its desk: last changed first. */
export async function listWork(viewer: Viewer, on: Queryable): Promise<CwsDocument[]> {
  const rows = await run<DocumentRow>(on, documentsOf(viewer, workableDocuments(viewer))
    .whereRaw(`(d.state in ('draft', 'submitted', 'returned') or exists (select from cws_drafts w where w.document_id = d.id and w.ended_at is null))`)
    .orderBy('d.id', 'desc').limit(300));
  return rows.map(toDocument);
}
