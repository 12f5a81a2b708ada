import type { Viewer } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { visibleSeizures, type ExportRecord } from '../../seizures/index.ts';

/** Records by reference as an export would hold them, of those the viewer may see; without what is computed. */
export async function exportedRecords(
  client: Client,
  viewer: Viewer,
  refs: readonly string[],
): Promise<ReadonlyMap<string, ExportRecord>> {
  const scope = visibleSeizures(viewer);
  const rows = await queryRows<ExportRecord>(
    client,
    sql`
      select s.id, s.ref, s.status, s.version, s.seizure_date as "seizureDate", s.office_id as office,
        '' as "recordedAt", s.synthetic, x.record, '[]'::json as lines
      from seizures s join seizure_records x on x.seizure_id = s.id
      where s.ref = any(${[...new Set(refs)] as never}::text[]) and ${scope}`,
  );
  return new Map(rows.map(record => [record.ref, record]));
}
