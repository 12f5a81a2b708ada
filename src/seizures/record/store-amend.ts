import { copyRows } from '../../db/copy.ts';
import type { Client } from '../../db/pool.ts';
import { execute, join, raw, sql } from '../../db/sql.ts';
import { columnNames } from './search-columns.ts';
import type { Projection } from './search-columns.ts';
import type { SeizureRecord } from '../seizure.ts';
import type { Seizure } from './store.ts';
import { lineColumns, lineRows, numberColumns, numberRows } from './store-insert.ts';

/** Replaces a locked record's content by its next version; the old one is kept whole. It goes back to submitted. */
export async function replaceSeizure(
  client: Client,
  old: Seizure,
  record: SeizureRecord,
  projection: Projection,
): Promise<void> {
  await execute(
    client,
    sql`insert into seizure_versions (seizure_id, version, record) values (${old.id}, ${old.version}, ${old.record})`,
  );
  const facts = columnNames.map(name => sql`${raw(name)} = ${projection.columns[name]}`);
  await execute(
    client,
    sql`
      update seizures set ${join(facts)}, transit = ${projection.transit}, headings = ${projection.headings},
        products = ${projection.products}, main_quantity = ${projection.mainQuantity},
        main_unit = ${projection.mainUnit}, line_count = ${projection.lines.length}, release = ${projection.release},
        region_id = ${projection.regionId}, release_offices = ${projection.releaseOffices},
        embargo_until = ${projection.embargoUntil},
        version = version + 1, status = 'submitted', changed_at = now()
      where id = ${old.id}`,
  );
  await execute(
    client,
    sql`
      update seizures set document = search_document(${[old.ref.toLowerCase(), ...projection.terms]},
        ${projection.words}, ${projection.lang}) where id = ${old.id}`,
  );
  await execute(client, sql`update seizure_records set record = ${record} where seizure_id = ${old.id}`);
  await execute(client, sql`delete from goods_lines where seizure_id = ${old.id}`);
  await execute(client, sql`delete from goods_line_numbers where seizure_id = ${old.id}`);
  await copyRows(client, 'goods_lines', lineColumns, lineRows(old.id, projection));
  await copyRows(client, 'goods_line_numbers', numberColumns, numberRows(old.id, projection));
}
