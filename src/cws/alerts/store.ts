import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { execute, literal, queryRow, queryRows, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { CwsDocument } from '../documents/document.ts';
import { readableDocuments } from '../documents/scope.ts';
import { documentsOf, toDocument } from '../documents/store.ts';
import type { DocumentRow } from '../documents/store.ts';

/** Urgent alerts in force, over `cws_documents d`; the index of urgent documents holds nothing else. */
const urgentInForce = sql`
  d.kind = 'alert' and d.urgent and d.state = 'published' and (d.valid_until is null or d.valid_until >= current_date)
  and (d.embargo_until is null or d.embargo_until <= now())`;
/** More are not counted one by one on a page. */
const maxUrgent = 20;
/** Where the menu stops counting. */
export const maxUnread = 100;

/** Whether any urgent alert is in force, for whomever. */
export async function hasUrgent(on: Queryable): Promise<boolean> {
  const row = await queryRow<{ found: boolean }>(
    on,
    sql`select exists (select from cws_documents d where ${urgentInForce}) as found`,
  );
  return row?.found ?? false;
}

/** Urgent alerts in force that this viewer may read and has not acknowledged in their newest version, newest first. */
export async function listUnacknowledged(on: Queryable, viewer: Viewer): Promise<CwsDocument[]> {
  const unread = sql`${urgentInForce} and coalesce(r.acknowledged_version, 0) < d.version`;
  const rows = await queryRows<DocumentRow>(
    on,
    sql`
      ${documentsOf(viewer, unread, readableDocuments(viewer))}
      order by d.published_at desc, d.id desc limit ${maxUrgent}`,
  );
  return rows.map(toDocument);
}

/** How many alerts in force this viewer has not read in their newest version, up to `maxUnread`. */
export async function countUnread(on: Queryable, viewer: Viewer): Promise<number> {
  const scope = readableDocuments(viewer);
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select count(*)::int as n from (
        select from cws_documents d
        where d.kind = 'alert' and d.version > 0 and d.state = 'published'
          and (d.valid_until is null or d.valid_until >= current_date) and ${scope}
          and not exists (select from cws_reads r
              where r.account_id = ${viewer.accountId} and r.document_id = d.id and r.version >= d.version)
        limit ${literal(maxUnread)}) as found`,
    'cws_unread_alerts',
  );
  return row?.n ?? 0;
}

/** A published alert this viewer may read. Throws NotVisible. */
export async function getAlert(on: Queryable, viewer: Viewer, ref: string): Promise<CwsDocument> {
  const row = await queryRow<DocumentRow>(
    on,
    documentsOf(viewer, sql`d.ref = ${ref} and d.kind = 'alert'`, readableDocuments(viewer)),
  );
  if (!row) throw new NotVisible('no such alert');
  return toDocument(row);
}

/** Notes that an account acknowledged a version; returns whether it had not before. */
export async function insertAcknowledgement(
  on: Queryable,
  { accountId }: Viewer,
  documentId: number,
  version: number,
): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      insert into cws_reads as r (account_id, document_id, version, acknowledged_version, acknowledged_at)
      values (${accountId}, ${documentId}, ${version}, ${version}, now())
      on conflict (account_id, document_id) do update
        set version = greatest(r.version, excluded.version), acknowledged_version = excluded.acknowledged_version,
          acknowledged_at = now()
        where coalesce(r.acknowledged_version, 0) < excluded.acknowledged_version`,
  );
  return rowCount > 0;
}

export interface Acknowledgement {
  readonly accountId: number;
  readonly version: number;
  /** ISO. */
  readonly at: string;
}

/** Who acknowledged a document that was read through the scope before, in which version. */
export async function listAcknowledgements(on: Queryable, { id }: Pick<CwsDocument, 'id'>): Promise<Acknowledgement[]> {
  const rows = await queryRows<{ accountId: number; version: number; at: Date }>(
    on,
    sql`
      select account_id as "accountId", acknowledged_version as version, acknowledged_at as at from cws_reads
      where document_id = ${id} and acknowledged_version is not null`,
  );
  return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
}
