import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { run } from '../../db/sql.ts';
import { readableDocuments } from '../documents/scope.ts';
import { documentsOf, toDocument } from '../documents/store.ts';
import type { DocumentRow } from '../documents/store.ts';
import type { CwsDocument } from '../documents/document.ts';

/** The newest bulletin or report of each RILO that this viewer may read, newest first. */
export async function newestOfOffices(viewer: Viewer, on: Queryable): Promise<CwsDocument[]> {
  const scope = readableDocuments(viewer);
  const rows = await run<DocumentRow>(
    on,
    documentsOf(viewer, scope)
      .where('d.state', 'published')
      .whereRaw(
        `d.id in (select distinct on (d.office_id) d.id from cws_documents d where d.kind in ('bulletin', 'report') and d.state = 'published' and ${scope.text} order by d.office_id, d.published_at desc, d.id desc)`,
        [...scope.bindings],
      )
      .orderBy('d.published_at', 'desc'),
  );
  return rows.map(toDocument);
}
