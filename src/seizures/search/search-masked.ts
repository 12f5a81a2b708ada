import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';
import { countedThroughRilo, visibleSeizures } from '../scope.ts';
import { routeNames } from './criteria.ts';
import type { Criteria } from './criteria.ts';
import { whereOf } from './search-where.ts';
import type { Searching } from './search-where.ts';

/** Records counted and not shown of one region: of "a Member of region X". */
export interface Masked {
  readonly regionId: number;
  readonly records: number;
  /** By base unit, money in 'USD'; units are never added. */
  readonly totals: readonly { readonly unit: string; readonly quantity: number }[];
}

/**
 * Records released through the RILO that a search may count without telling whose they are: none where it asks by what
 * would tell it (country, office, place, route, reference, words), but where every Member of a region is asked for at
 * once. Undefined where it may count none.
 */
export function masksOf({ criteria, offices }: Pick<Searching, 'criteria' | 'offices'>): Sql | undefined {
  if (asksWhose(criteria)) return undefined;
  if (criteria.country.length === 0) return countedThroughRilo();
  const whole = offices.all.filter(({ id, kind }) => {
    const members = kind === 'rilo' ? offices.membersOf(id) : [];
    return members.length > 1 && members.every(country => criteria.country.includes(country));
  });
  if (whole.length === 0) return undefined;
  // Every country of the region is asked for, so the country itself decides nothing.
  return sql`(${countedThroughRilo()} and s.region_id = any(${whole.map(({ id }) => id)}::int[]))`;
}

/** Whether the question itself could tell whose a record is. */
function asksWhose({ q, office, place, port, container, leg, import: importId, own, ...criteria }: Criteria): boolean {
  const isNarrow =
    q !== '' || office.length > 0 || own.length > 0 || routeNames.some(name => criteria[name].length > 0);
  return isNarrow || [place, port, container, leg, importId].some(asked => asked !== undefined);
}

/** What a search finds that its viewer may count and not open, by region, the most first. */
export async function countMasked(on: Queryable, searching: Searching): Promise<Masked[]> {
  const masks = masksOf(searching);
  if (!masks || searching.viewer.office.kind === 'secretariat') return [];
  const scope = sql`(${masks} and not ${visibleSeizures(searching.viewer)})`;
  return queryRows<Masked>(
    on,
    sql`
      with found as materialized (
        select s.id, s.region_id from seizures s where ${whereOf(searching, ['country'], scope)}),
      sums as (
        select f.region_id, case when g.base_unit = 'amount' then 'USD' else g.base_unit end as unit, count(*) as lines,
          sum(case when g.base_unit = 'amount' then g.usd else g.base_quantity end) as quantity
        from found f join goods_lines g on g.seizure_id = f.id
        where not g.held and g.base_unit is not null group by 1, 2)
      select f.region_id as "regionId", count(*)::int as records,
        coalesce((
          select json_agg(json_build_object('unit', x.unit, 'quantity', x.quantity) order by x.lines desc, x.unit)
          from sums x where x.region_id = f.region_id and x.quantity is not null), '[]') as totals
      from found f group by 1 order by 2 desc, 1`,
  );
}
