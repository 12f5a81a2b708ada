import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { execute, literal, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { CwsDocument } from '../documents/document.ts';
import { hasNotice, isToNotice, noticeSince } from './scope-notices.ts';
import { readableDocuments } from '../documents/scope.ts';
import { documentsOf, toDocument, type DocumentRow } from '../documents/store.ts';

/** Urgent alerts in force, over `cws_documents d`; the index of urgent documents holds nothing else. */
const urgentInForce = sql`
  d.kind = 'alert' and d.urgent and d.state = 'published' and (d.valid_until is null or d.valid_until >= current_date)
  and (d.embargo_until is null or d.embargo_until <= now())`;
/** More are not counted one by one on a page. */
const maxUrgent = 20;
/** Where the menu stops counting. */
export const maxUnread = 100;

/** Whether any urgent alert is in force, or any withdrawal or correction is to be noticed, for whomever. */
export async function hasUrgent(on: Queryable): Promise<boolean> {
  const row = await queryRow<{ found: boolean }>(
    on,
    sql`
      select exists (select from cws_documents d where ${urgentInForce})
        or exists (select from cws_documents d where ${hasNotice}) as found`,
  );
  return row?.found ?? false;
}

/** When the viewer's account was made. */
export const madeAtOf = ({ accountId }: Pick<Viewer, 'accountId'>): Sql =>
  sql`(select created_at from accounts where id = ${accountId}::int)`;

/** Over `cws_documents d` and what the viewer read of it, `cws_reads r`. */
const isToAcknowledge = (viewer: Pick<Viewer, 'accountId'>): Sql => sql`
  d.id in (select d.id from cws_documents d where ${urgentInForce}
    union all select d.id from cws_documents d where ${hasNotice})
  and (${urgentInForce} and coalesce(r.acknowledged_version, 0) < d.version or ${isToNotice(madeAtOf(viewer))})`;

/**
 * What this viewer has still to acknowledge: urgent alerts in force in their newest version, newest first, then
 * withdrawals and corrections of what the account could read.
 */
export async function listUnacknowledged(on: Queryable, viewer: Viewer): Promise<CwsDocument[]> {
  const rows = await queryRows<DocumentRow>(
    on,
    sql`
      ${documentsOf(viewer, isToAcknowledge(viewer), readableDocuments(viewer))}
      order by d.state, greatest(d.published_at, d.withdrawn_at) desc, d.id desc limit ${maxUrgent}`,
  );
  return rows.map(toDocument);
}

const inForceUnread = (viewer: Viewer): Sql => sql`
  d.kind = 'alert' and d.version > 0 and d.state = 'published'
  and (d.valid_until is null or d.valid_until >= current_date) and ${readableDocuments(viewer)}
  and not exists (select from cws_reads r
    where r.account_id = ${viewer.accountId} and r.document_id = d.id and r.version >= d.version)`;

/** How many alerts in force this viewer has not read in their newest version, up to `maxUnread`. */
export async function countUnread(on: Queryable, viewer: Viewer): Promise<number> {
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select count(*)::int as n from (
        select from cws_documents d where ${inForceUnread(viewer)} limit ${literal(maxUnread)}) as found`,
    'cws_unread_alerts',
  );
  return row?.n ?? 0;
}

/** The same as a row of what waits, without those that are to be acknowledged as well. */
export function unreadAlerts(viewer: Viewer): Sql {
  return sql`
    select count(*)::int as n, null::text as ref, null::date as due, null::timestamptz as at, null::jsonb as more
    from (select from cws_documents d where ${inForceUnread(viewer)} and not (${urgentInForce})
      limit ${literal(maxUnread)}) w`;
}

/** What this viewer has still to acknowledge, each as a row of what waits. */
export function unacknowledged(viewer: Viewer): Sql {
  return sql`
    select 1 as n, d.ref, null::date as due, greatest(d.published_at, d.withdrawn_at) as at,
      jsonb_build_object('en', d.titles -> 'en' ->> 'title', 'fr', d.titles -> 'fr' ->> 'title') as more
    from cws_documents d left join cws_reads r on r.document_id = d.id and r.account_id = ${viewer.accountId}
    where ${readableDocuments(viewer)} and ${isToAcknowledge(viewer)}
    limit ${literal(maxUrgent)}`;
}

/** A published document this viewer may read. Throws NotVisible. */
export async function getReadable(on: Queryable, viewer: Viewer, ref: string): Promise<CwsDocument> {
  const row = await queryRow<DocumentRow>(on, documentsOf(viewer, sql`d.ref = ${ref}`, readableDocuments(viewer)));
  if (!row) throw new NotVisible('no such document');
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

/** Notes that an account took notice of a withdrawal or correction; returns whether it had not before. */
export async function insertNotice(on: Queryable, { accountId }: Viewer, documentId: number): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      insert into cws_reads as r (account_id, document_id, version, noticed_at)
      select ${accountId}::int, d.id, 0, now() from cws_documents d where d.id = ${documentId} and ${hasNotice}
      on conflict (account_id, document_id) do update set noticed_at = now()
        where r.noticed_at is null
          or r.noticed_at < (select ${noticeSince} from cws_documents d where d.id = r.document_id)`,
  );
  return rowCount > 0;
}

export interface Acknowledgement {
  readonly accountId: number;
  readonly version: number;
  /** Of the newest version, or of the withdrawal where it is withdrawn. */
  readonly isDone: boolean;
  /** ISO. */
  readonly at: string;
}

/** Who acknowledged a document that was read through the scope before, in which version. */
export async function listAcknowledgements(on: Queryable, { id }: Pick<CwsDocument, 'id'>): Promise<Acknowledgement[]> {
  const rows = await queryRows<Omit<Acknowledgement, 'at'> & { at: Date }>(
    on,
    sql`
      select r.account_id as "accountId", coalesce(r.acknowledged_version, 0) as version,
        case d.state when 'withdrawn' then coalesce(r.noticed_at >= d.withdrawn_at, false)
          else coalesce(r.acknowledged_version >= d.version, false) end as "isDone",
        case d.state when 'withdrawn' then coalesce(r.noticed_at, r.acknowledged_at)
          else coalesce(r.acknowledged_at, r.noticed_at) end as at
      from cws_reads r join cws_documents d on d.id = r.document_id
      where r.document_id = ${id} and (r.acknowledged_version is not null or r.noticed_at is not null)`,
  );
  return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
}
