import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql, type Sql } from '../../db/sql.ts';
import { recordsAndLines } from '../copy/store-ready.ts';
import { countedThroughRilo, visibleSeizures } from '../scope.ts';
import { routeNames, type Criteria } from './criteria.ts';
import { whereOf, type Searching } from './search-where.ts';

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
  const where = whereOf(searching, ['country'], scope);
  const [regions, sums] = await Promise.all([
    queryRows<Omit<Masked, 'totals'>>(
      on,
      sql`select s.region_id as "regionId", count(*)::int as records from seizures s where ${where}
        group by 1 order by 2 desc, 1`,
    ),
    queryRows<Masked['totals'][number] & Pick<Masked, 'regionId'>>(
      on,
      sql`
        select s.region_id as "regionId", case when g.base_unit = 'amount' then 'USD' else g.base_unit end as unit,
          sum(case when g.base_unit = 'amount' then g.usd else g.base_quantity end)::float8 as quantity
        from ${recordsAndLines} where ${where} and not g.held and g.base_unit is not null
        group by 1, 2 order by count(*) desc, 2`,
    ),
  ]);
  const byRegion = Map.groupBy(sums, ({ regionId }) => regionId);
  return regions.map(region => ({
    ...region,
    totals: (byRegion.get(region.regionId) ?? [])
      .filter(({ quantity }) => quantity !== null)
      .map(({ unit, quantity }) => ({ unit, quantity })),
  }));
}
