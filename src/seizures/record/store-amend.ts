import { copyRows } from '../../db/copy.ts';
import type { Client } from '../../db/pool.ts';
import { execute, join, queryRows, raw, sql } from '../../db/sql.ts';
import { carryRemarks } from '../remarks/store-remarks.ts';
import { termsOfReference } from './references.ts';
import { columnNames, type Projection } from './search-columns.ts';
import type { SeizureRecord } from '../seizure.ts';
import type { Seizure } from './store.ts';
import { lineCells, lineColumns, numberCells, numberColumns } from './prepared.ts';

/**
 * Replaces a locked record's content by its next version; the old one is kept whole. It goes back to submitted, but for
 * a correction, which leaves it as it was. `masked` is what other Members read while words wait for a second person.
 */
export async function replaceSeizure(
  client: Client,
  old: Pick<Seizure, 'id' | 'ref' | 'version' | 'record' | 'lines'>,
  {
    record,
    masked,
    projection,
    isCorrection,
  }: { record: SeizureRecord; masked: SeizureRecord | null; projection: Projection; isCorrection: boolean },
): Promise<void> {
  await execute(
    client,
    sql`insert into seizure_versions (seizure_id, version, record, masked)
      select ${old.id}, ${old.version}, ${old.record}, masked from seizure_records where seizure_id = ${old.id}`,
  );
  await execute(
    client,
    sql`
      update seizures set version = version + 1, changed_at = now(),
        verified_version = case when ${isCorrection} and status = 'verified' then version + 1 else verified_version end,
        status = case when ${isCorrection} then status else 'submitted' end
      where id = ${old.id}`,
  );
  await execute(
    client,
    sql`update seizure_records set record = ${record}, masked = ${masked} where seizure_id = ${old.id}`,
  );
  await writeProjection(client, old, projection);
  await carryRemarks(client, old, record);
}

/** Writes all that is listed, searched and counted of a locked record anew. */
export async function writeProjection(
  client: Client,
  old: Pick<Seizure, 'id' | 'ref' | 'lines'>,
  projection: Projection,
): Promise<void> {
  const lines = projection.lines.map(line => ({ ...line, held: line.held && !wasConfirmed(line, old) }));
  const facts = columnNames.map(name => sql`${raw(name)} = ${projection.columns[name]}`);
  await execute(
    client,
    sql`
      update seizures set ${join(facts)}, transit = ${projection.transit}, headings = ${projection.headings},
        products = ${projection.products}, main_quantity = ${projection.mainQuantity},
        main_unit = ${projection.mainUnit}, line_count = ${projection.lines.length},
        held = ${lines.some(({ held }) => held)}, release = ${projection.release},
        region_id = ${projection.regionId}, release_offices = ${projection.releaseOffices},
        embargo_until = ${projection.embargoUntil},
        under_embargo = coalesce(${projection.embargoUntil}::date > current_date, false)
      where id = ${old.id}`,
  );
  // Found as well under the references that were merged into it.
  const merged = await queryRows<{ ref: string }>(
    client,
    sql`select ref from seizures where merged_into = ${old.id} order by id`,
  );
  const references = [old.ref, ...merged.map(({ ref }) => ref)].flatMap(termsOfReference);
  await execute(
    client,
    sql`
      update seizures set document = search_document(${[...references, ...projection.terms]},
        ${projection.words}, ${projection.lang}) where id = ${old.id}`,
  );
  await execute(client, sql`delete from goods_lines where seizure_id = ${old.id}`);
  await execute(client, sql`delete from goods_line_numbers where seizure_id = ${old.id}`);
  const ofRecord = <Cells extends readonly unknown[]>(cells: Cells) => [old.id, ...cells] as const;
  await copyRows(client, 'goods_lines', lineColumns, lineCells({ lines }).map(ofRecord));
  await copyRows(client, 'goods_line_numbers', numberColumns, numberCells(projection).map(ofRecord));
}

/** A quantity that a second person has confirmed stays confirmed while it is not changed. */
function wasConfirmed(
  { baseQuantity, baseUnit }: Projection['lines'][number],
  { lines }: Pick<Seizure, 'lines'>,
): boolean {
  return lines.some(line => !line.held && line.baseQuantity === baseQuantity && line.baseUnit === baseUnit);
}
