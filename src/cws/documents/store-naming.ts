import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRow, queryRows, sql } from '../../db/sql.ts';
import { visibleSeizures } from '../../seizures/index.ts';
import type { CwsDocument } from './document.ts';
import { readableDocuments, workableDocuments } from './scope.ts';

const most = 12;

/** Documents in force that name a record, of those the viewer may read, the newest first. */
export function listNaming(on: Queryable, viewer: Viewer, ref: string): Promise<Pick<CwsDocument, 'ref' | 'titles'>[]> {
  return queryRows(
    on,
    sql`
      select d.ref, d.titles from cws_mentions m join cws_documents d on d.id = m.document_id
      where m.ref = ${ref} and d.state = 'published' and ${readableDocuments(viewer)}
      order by d.published_at desc limit ${most}::int`,
    'naming_documents',
  );
}

/** A document of another office that names records of one. `readers`: offices of others that read it. */
export interface Citation extends Pick<CwsDocument, 'ref' | 'kind' | 'titles'> {
  /** Plain date. */
  readonly on: string;
  readonly records: number;
  readonly readers: number;
}

const mostCitations = 500;

/**
 * Documents in force that name records of an office and were first published in some days, of what the viewer may read
 * and of records he may see; the newest first. Its own documents are not among them.
 */
export function listCitations(
  on: Queryable,
  viewer: Viewer,
  ownerId: number,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<Citation[]> {
  const published = sql`coalesce(d.first_published_at, d.published_at)`;
  return queryRows<Citation>(
    on,
    sql`
      select d.ref, d.kind, d.titles, to_char(${published} at time zone 'UTC', 'YYYY-MM-DD') as on,
        count(*)::int as records,
        (select count(distinct a.office_id)::int from cws_reads r join accounts a on a.id = r.account_id
          where r.document_id = d.id and a.office_id not in (d.office_id, ${ownerId}::int)) as readers
      from cws_documents d join cws_mentions m on m.document_id = d.id join seizures s on s.ref = m.ref
      where d.state = 'published' and d.office_id <> ${ownerId}::int and ${readableDocuments(viewer)}
        and ${published} >= ${from}::date and ${published} < ${until}::date
        and s.office_id = ${ownerId}::int and ${visibleSeizures(viewer)}
      group by d.id order by ${published} desc, d.id desc limit ${mostCitations}::int`,
  );
}

/** Where a document stands that the viewer works on; undefined for any other. */
export async function documentStanding(
  on: Queryable,
  viewer: Viewer,
  ref: string,
): Promise<CwsDocument['state'] | undefined> {
  const row = await queryRow<Pick<CwsDocument, 'state'>>(
    on,
    sql`select d.state from cws_documents d where d.ref = ${ref} and ${workableDocuments(viewer)}`,
  );
  return row?.state;
}
