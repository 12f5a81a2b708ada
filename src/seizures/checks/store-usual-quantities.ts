import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { kept } from './kept.ts';
import type { QuantityNorm } from './validate.ts';

/** What is usual for a product in a unit; undefined where too little is known. */
export type QuantityNorms = (product: string, unit: string) => QuantityNorm | undefined;

interface NormRow {
  product: string;
  unit: string;
  median: number;
  mad: number;
  n: number;
}

/**
 * What is usual: median and median absolute deviation of the logarithm of quantities, per product and unit, over the
 * newest 20,000 lines. For flagging outliers (OECD lists them as a weakness of seizure data), never for refusing.
 */
export async function quantityNorms(on: Queryable): Promise<QuantityNorms> {
  const rows = await queryRows<NormRow>(
    on,
    sql`
      with recent as (select product, unit, ln(quantity::float8) as q from goods_lines where quantity > 0
          order by seizure_id desc limit 20000),
        middle as (select product, unit, percentile_cont(0.5) within group (order by q) as median, count(*)::int as n
            from recent group by 1, 2 having count(*) >= 30)
      select m.product, m.unit, m.median, percentile_cont(0.5) within group (order by abs(r.q - m.median)) as mad, m.n
      from middle m join recent r using (product, unit) group by 1, 2, 3, 5`,
  );
  const norms = new Map(
    rows.map(row => [`${row.product} ${row.unit}`, { median: row.median, mad: row.mad, n: row.n }]),
  );
  return (product, unit) => norms.get(`${product} ${unit}`);
}

/** The same, kept for ten minutes: a form must not wait for statistics. */
export function keptNorms(on: Queryable, now: () => number = Date.now): QuantityNorms {
  return kept(() => quantityNorms(on), now);
}
