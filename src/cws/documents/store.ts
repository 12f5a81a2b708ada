import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { NotFound, NotVisible } from '../../errors.ts';
import type { Content, CwsDocument } from './document.ts';
import { visibleDocuments } from './scope.ts';

/** Columns of a CwsDocument over `cws_documents d`, `accounts a`, and the viewer's `cws_reads r`. */
export const documentColumns = sql`
  d.id, d.kind, d.ref, d.office_id as "officeId", d.region_id as "regionId", a.login_id as "madeBy",
  d.made_at as "madeAt", d.state,
  d.version, d.audience, d.publisher_id as "publisherId", d.published_at as "publishedAt",
  d.first_published_at as "firstPublishedAt", d.embargo_until as "embargoUntil",
  to_char(d.valid_until, 'YYYY-MM-DD') as "validUntil", d.urgent, d.withdrawn_at as "withdrawnAt",
  d.withdrawn_reason as "withdrawnReason", d.corrected_at as "correctedAt", d.headings, d.countries,
  d.titles, d.facts, d.synthetic,
  exists (select from cws_drafts w where w.document_id = d.id and w.ended_at is null) as "isOpen",
  exists (select from cws_world_requests q where q.document_id = d.id and q.answer is null) as "isWorldAsked",
  coalesce(r.version, 0) as "readVersion", coalesce(r.acknowledged_version >= d.version, false) as acknowledged`;

const times = ['madeAt', 'publishedAt', 'firstPublishedAt', 'embargoUntil', 'withdrawnAt', 'correctedAt'] as const;
export type DocumentRow = Omit<CwsDocument, (typeof times)[number] | 'id'> & { readonly id: string } & Readonly<
    Record<(typeof times)[number], Date | null>
  >;

export function toDocument(row: DocumentRow): CwsDocument {
  return {
    ...row,
    id: Number(row.id),
    ...Object.fromEntries(times.map(name => [name, row[name]?.toISOString() ?? null])),
  } as unknown as CwsDocument;
}

/** Documents `d` with who made them `a` and the viewer's own reading of them `r`. */
export const documentTables = ({ accountId }: Viewer): Sql => sql`
  cws_documents d left join accounts a on a.id = d.made_by
  left join cws_reads r on r.document_id = d.id and r.account_id = ${accountId}::int`;

/** The documents of a scope that meet a condition. */
export function documentsOf(viewer: Viewer, where: Sql, scope: Sql = visibleDocuments(viewer)): Sql {
  return sql`select ${documentColumns} from ${documentTables(viewer)} where ${scope} and ${where}`;
}

/** One document. Throws NotVisible when there is none for this viewer. */
export async function getDocument(on: Queryable, viewer: Viewer, ref: string): Promise<CwsDocument> {
  const row = await queryRow<DocumentRow>(on, documentsOf(viewer, sql`d.ref = ${ref}`));
  if (!row) throw new NotVisible('no such document');
  return toDocument(row);
}

/**
 * One document, locked until the transaction ends: what is done with it is done one after the other. Throws NotVisible.
 */
export async function lockDocument(on: Queryable, viewer: Viewer, ref: string): Promise<CwsDocument> {
  const rowCount = await execute(on, sql`select from cws_documents where ref = ${ref} for update`);
  if (rowCount === 0) throw new NotVisible('no such document');
  return getDocument(on, viewer, ref);
}

/** A version of a document that was read through the scope before. Throws NotFound. */
export async function getVersion(on: Queryable, { id }: Pick<CwsDocument, 'id'>, version: number): Promise<Content> {
  const row = await queryRow<{ content: Content }>(
    on,
    sql`select content from cws_versions where document_id = ${id} and version = ${version}`,
  );
  if (!row) throw new NotFound('no such version');
  return row.content;
}

export interface Step {
  readonly kind:
    | 'begun'
    | 'submitted'
    | 'returned'
    | 'published'
    | 'widened'
    | 'revised'
    | 'withdrawn'
    | 'discarded'
    | 'checked'
    | 'worldAsked'
    | 'worldRefused'
    | 'worldTakenBack';
  readonly at: string;
  /** Null: the portal itself. */
  readonly login: string | null;
  readonly officeId: number | null;
  readonly version: number | null;
  readonly reason: string | null;
}

/** What was done with a document, newest first. */
export async function listSteps(on: Queryable, { id }: Pick<CwsDocument, 'id'>): Promise<Step[]> {
  const rows = await queryRows<Omit<Step, 'at'> & { at: Date }>(
    on,
    sql`
      select s.kind, s.at, a.login_id as login, a.office_id as "officeId", s.version, s.reason
      from cws_steps s left join accounts a on a.id = s.account_id where s.document_id = ${id}
      order by s.id desc limit 200`,
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}

/** `login` null: the portal itself. */
export interface VersionHead {
  readonly version: number;
  readonly at: string;
  readonly login: string | null;
  readonly note: string | null;
  /** Something was wrong before. */
  readonly corrects: boolean;
}

/** Its published versions, newest first. */
export async function listVersions(on: Queryable, { id }: Pick<CwsDocument, 'id'>): Promise<VersionHead[]> {
  const rows = await queryRows<Omit<VersionHead, 'at'> & { at: Date }>(
    on,
    sql`
      select v.version, v.published_at as at, a.login_id as login, v.change_note as note, v.corrects
      from cws_versions v left join accounts a on a.id = v.published_by
      where v.document_id = ${id} order by v.version desc`,
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}
