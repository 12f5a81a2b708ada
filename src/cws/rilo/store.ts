import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { readableDocuments } from '../documents/scope.ts';
import { documentsOf, toDocument, type DocumentRow } from '../documents/store.ts';
import type { CwsDocument } from '../documents/document.ts';

/** The newest bulletin or report of each RILO that this viewer may read, newest first. */
export async function newestOfOffices(on: Queryable, viewer: Viewer): Promise<CwsDocument[]> {
  const scope = readableDocuments(viewer);
  const newest = sql`
    select distinct on (d.office_id) d.id from cws_documents d
    where d.kind in ('bulletin', 'report') and d.state = 'published' and ${scope}
    order by d.office_id, d.published_at desc, d.id desc`;
  const rows = await queryRows<DocumentRow>(
    on,
    sql`${documentsOf(viewer, sql`d.state = 'published' and d.id in (${newest})`, scope)} order by d.published_at desc`,
  );
  return rows.map(toDocument);
}
