import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';

/** The middle half of the quantities found in a hiding place, in kg, over n lines. */
interface UsualPlace {
  readonly n: number;
  readonly lower: number;
  readonly upper: number;
}

/** What is usual for a heading in a hiding place; undefined where nothing is known. */
export type UsualPlaces = (heading: string, concealment: string) => UsualPlace | undefined;

/** Reads what is usual, over the newest 20,000 records that state a hiding place. Held quantities do not count. */
export async function readUsualPlaces(on: Queryable): Promise<UsualPlaces> {
  const rows = await queryRows<UsualPlace & { heading: string; concealment: string }>(
    on,
    sql`
      with recent as materialized (
        select id, concealment from seizures
        where concealment is not null and status in ('submitted', 'queried', 'verified') order by id desc limit 20000)
      select g.heading, r.concealment, count(*)::int as n,
        percentile_cont(0.25) within group (order by g.kg_equivalent) as lower,
        percentile_cont(0.75) within group (order by g.kg_equivalent) as upper
      from recent r join goods_lines g on g.seizure_id = r.id
      where g.kg_equivalent > 0 and not g.held group by 1, 2`,
  );
  const places = new Map(rows.map(row => [`${row.heading} ${row.concealment}`, row]));
  return (heading, concealment) => places.get(`${heading} ${concealment}`);
}
