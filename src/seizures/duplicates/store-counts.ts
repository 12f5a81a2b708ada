import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRow, sql } from '../../db/sql.ts';
import { visibleSeizures } from '../scope.ts';

/** Events of a Member under a heading in a year, and the sum of their lines in one unit, as figures count them. */
export interface Counted {
  readonly events: number;
  readonly quantity: number;
}

/** Counts them among what the viewer may see; `without` leaves some records out of both. */
export async function countOnce(
  on: Queryable,
  viewer: Viewer,
  of: { country: string; heading: string; year: number; unit: string; without: readonly number[] },
): Promise<{ readonly now: Counted; readonly rest: Counted }> {
  const without = sql`s.id <> all(${[...of.without]}::bigint[])`;
  const row = await queryRow<{ events: number; quantity: number; restEvents: number; restQuantity: number }>(
    on,
    sql`
      select count(distinct s.id)::int as events, coalesce(sum(g.base_quantity), 0)::float8 as quantity,
        count(distinct s.id) filter (where ${without})::int as "restEvents",
        coalesce(sum(g.base_quantity) filter (where ${without}), 0)::float8 as "restQuantity"
      from seizures s left join goods_lines g on g.seizure_id = s.id and g.heading = ${of.heading}
        and g.base_unit = ${of.unit} and not g.held
      where s.country = ${of.country} and s.headings @> array[${of.heading}]
        and s.seizure_date between make_date(${of.year}::int, 1, 1) and make_date(${of.year}::int, 12, 31)
        and s.status in ('submitted', 'queried', 'verified') and ${visibleSeizures(viewer)}`,
  );
  return {
    now: { events: row?.events ?? 0, quantity: row?.quantity ?? 0 },
    rest: { events: row?.restEvents ?? 0, quantity: row?.restQuantity ?? 0 },
  };
}
