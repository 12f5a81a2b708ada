import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { literal, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { Lists } from '../../reference/index.ts';
import { baseQuantity } from '../record/compute.ts';
import { visibleSeizures } from '../scope.ts';
import { decidePairs } from './store-pairs.ts';
import { daysApartByGoods, quantityTolerance } from './thresholds.ts';

/** The record that a row may be the same event as, the nearest in time of those the viewer may see. */
export interface RowAlike {
  readonly rowNo: number;
  readonly ref: string;
}

/**
 * Looks for what rows may be the same event as before they are records, by the rule of `findPairs`: country, product,
 * date within 3 days, quantity within 2 %, both stated. Records of the import itself are apart. `rows` selects the rows
 * as `row_no` and `record`. The few records of each country and day are read once for all rows of that day; by their
 * goods, PostgreSQL would put each row beside all of its product.
 */
export async function findRowsAlike(
  on: Queryable,
  viewer: Viewer,
  rows: Sql,
  { lists, importId }: { readonly lists: Lists; readonly importId: number },
): Promise<RowAlike[]> {
  return queryRows<RowAlike>(
    on,
    sql`
      with stated as materialized (${rows}),
      lines as materialized (
        select r.row_no as no, (r.record->'facts'->>'country')::bpchar as country,
          (r.record->'facts'->>'seizureDate')::date as day, l->>'heading' as heading, l->>'product' as product,
          u.base as unit, (l->>'quantity')::numeric * u.factor as quantity
        from stated r cross join lateral jsonb_array_elements(r.record->'lines') l
          join ${unitsOf(lists)} u (code, base, factor) on u.code = l->>'unit'
        where l->>'quantity' is not null),
      days as materialized (select country, day, array_agg(distinct product) as products from lines group by 1, 2),
      near as materialized (
        select d.country, d.day, s.ref, abs(s.seizure_date - d.day) as apart, g.*
        from days d cross join lateral (
          select s.id, s.ref, s.seizure_date from seizures s
          where s.country = d.country
            and s.seizure_date between d.day - ${literal(daysApartByGoods)} and d.day + ${literal(daysApartByGoods)}
            -- Not by the index of products, as in findPairs.
            and (s.products || '{}') && d.products and s.status in ('submitted', 'queried', 'verified')
            and s.import_id is distinct from ${importId}::bigint and ${visibleSeizures(viewer)} offset 0) s
          cross join lateral (
            select g.heading, g.product, g.base_unit as unit, g.base_quantity from goods_lines g
            where g.seizure_id = s.id and g.product = any(d.products) offset 0) g)
      select distinct on (m.no) m.no as "rowNo", n.ref
      from lines m join near n using (country, day, heading, product, unit)
      where abs(n.base_quantity - m.quantity) <= ${literal(quantityTolerance)} * greatest(n.base_quantity, m.quantity)
      order by m.no, n.apart, n.ref`,
  );
}

/** What each unit is in the base unit of its kind, as `measure` works it out. */
function unitsOf(lists: Lists): Sql {
  const units = lists.all('unit').flatMap(({ code }) => {
    const base = baseQuantity(1, code, lists.lookUp);
    return base ? [{ code, base: base.unit, factor: base.quantity }] : [];
  });
  return sql`unnest(${units.map(({ code }) => code)}::text[], ${units.map(({ base }) => base)}::text[],
    ${units.map(({ factor }) => factor)}::numeric[])`;
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
