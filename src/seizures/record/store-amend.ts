import { copyRows } from '../../db/copy.ts';
import type { Client } from '../../db/pool.ts';
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
  await client.query('insert into seizure_versions (seizure_id, version, record) values ($1, $2, $3)', [
    old.id,
    old.version,
    old.record,
  ]);
  const assignments = columnNames.map((name, index) => `${name} = $${index + 2}`).join(', ');
  await client.query(
    `update seizures set ${assignments}, transit = $14, headings = $15, products = $16, main_quantity = $17, main_unit = $18,
       line_count = $19, release = $20, region_id = $21, release_offices = $22, embargo_until = $23,
       version = version + 1, status = 'submitted', changed_at = now() where id = $1`,
    [
      old.id,
      ...columnNames.map(name => projection.columns[name]),
      projection.transit,
      projection.headings,
      projection.products,
      projection.mainQuantity,
      projection.mainUnit,
      projection.lines.length,
      projection.release,
      projection.regionId,
      projection.releaseOffices,
      projection.embargoUntil,
    ],
  );
  await client.query('update seizures set document = search_document($2, $3, $4) where id = $1', [
    old.id,
    [old.ref.toLowerCase(), ...projection.terms],
    projection.words,
    projection.lang,
  ]);
  await client.query('update seizure_records set record = $2 where seizure_id = $1', [old.id, record]);
  await client.query('delete from goods_lines where seizure_id = $1', [old.id]);
  await client.query('delete from goods_line_numbers where seizure_id = $1', [old.id]);
  await copyRows(client, 'goods_lines', lineColumns, lineRows(old.id, projection));
  await copyRows(client, 'goods_line_numbers', numberColumns, numberRows(old.id, projection));
}
