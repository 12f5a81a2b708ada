import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { lineQuantity } from '../record/compute.ts';
import { visibleSeizures } from '../scope.ts';
import type { SeizureRecord } from '../seizure.ts';
import type { LookUp } from '../goods/heading.ts';
import { decidePairs } from './store-pairs.ts';

/** A row of a file that is no record yet. */
export interface RowToBe {
  readonly rowNo: number;
  readonly record: SeizureRecord;
}

/** The record that a row may be the same event as, the nearest in time of those the viewer may see. */
export interface RowAlike {
  readonly rowNo: number;
  readonly ref: string;
}

/**
 * Looks for what rows may be the same event as before they are records, by the rule of `findPairs`: country, product,
 * date within 3 days, quantity within 2 %, both stated. Records of the import itself are apart. Each row looks through
 * the few records of its country and days: by their goods, PostgreSQL would put each row beside all of its product.
 */
export async function findRowsAlike(
  on: Queryable,
  viewer: Viewer,
  rows: readonly RowToBe[],
  { lookUp, importId }: { readonly lookUp: LookUp; readonly importId: number },
): Promise<RowAlike[]> {
  const lines = rows.flatMap(({ rowNo, record: { facts, lines: goods } }) =>
    goods.flatMap(line => {
      const base = lineQuantity(line, lookUp);
      return base ? [{ rowNo, facts, line, base }] : [];
    }),
  );
  if (lines.length === 0) return [];
  return queryRows<RowAlike>(
    on,
    sql`
      select distinct on (m.no) m.no as "rowNo", s.ref
      from unnest(${lines.map(({ rowNo }) => rowNo)}::int[],
          ${lines.map(({ facts }) => String(facts.country))}::bpchar[],
          ${lines.map(({ facts }) => String(facts.seizureDate))}::date[],
          ${lines.map(({ line }) => line.heading)}::text[], ${lines.map(({ line }) => line.product)}::text[],
          ${lines.map(({ base }) => base.unit)}::text[], ${lines.map(({ base }) => base.quantity)}::numeric[])
          as m(no, country, date, heading, product, unit, quantity)
        cross join lateral (
          select s.ref, s.seizure_date from seizures s
          where s.country = m.country and s.seizure_date between m.date - 3 and m.date + 3
            -- Not by the index of products, as in findPairs.
            and (s.products || '{}') @> array[m.product] and s.status in ('submitted', 'queried', 'verified')
            and s.import_id is distinct from ${importId}::bigint
            and exists (
              select from goods_lines g
              where g.seizure_id = s.id and g.heading = m.heading and g.product = m.product
                -- Nor by that of units, which PostgreSQL reads with the other while it has counted nothing.
                and (g.base_unit || '') = m.unit
                and abs(g.base_quantity - m.quantity) <= 0.02 * greatest(g.base_quantity, m.quantity) offset 0)
            and ${visibleSeizures(viewer)}
          order by abs(s.seizure_date - m.date), s.ref limit 1) s
      order by m.no, abs(s.seizure_date - m.date), s.ref`,
  );
}

/** Records in a line, of those the viewer may see, by their references. */
export async function listByRefs(on: Queryable, viewer: Viewer, refs: readonly string[]): Promise<ListedAlike[]> {
  return queryRows<ListedAlike>(
    on,
    sql`
      select s.ref, s.seizure_date as "seizureDate", s.place_name as "placeName", s.national_ref as "nationalRef",
        s.headings[1] as heading, s.products[1] as product, s.main_quantity as quantity, s.main_unit as unit
      from seizures s where s.ref = any(${[...refs]}::text[]) and ${visibleSeizures(viewer)}`,
    'seizures_by_refs',
  );
}

export interface ListedAlike {
  readonly ref: string;
  readonly seizureDate: string;
  readonly placeName: string | null;
  readonly nationalRef: string | null;
  readonly heading: string;
  readonly product: string;
  readonly quantity: number | null;
  readonly unit: string | null;
}

/** New records that were said, while they were rows, not to be the event of another: they are not proposed again. */
export async function tellRowsApart(
  client: Client,
  viewer: Viewer,
  said: readonly { readonly seizureId: number; readonly ref: string }[],
): Promise<void> {
  if (said.length === 0) return;
  const others = await queryRows<{ id: number; ref: string }>(
    client,
    sql`select id, ref from seizures where ref = any(${said.map(({ ref }) => ref)}::text[])`,
  );
  const idOf = new Map(others.map(({ id, ref }) => [ref, id]));
  const pairs = said.flatMap(({ seizureId, ref }) => {
    const other = idOf.get(ref);
    if (other === undefined || other === seizureId) return [];
    return [{ one: Math.min(seizureId, other), other: Math.max(seizureId, other) }];
  });
  await decidePairs(client, viewer, pairs, 'different');
}
