import type { Queryable } from '../../db/pool.ts';
import { join, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { Filter } from './query.ts';
import { columnOf, facetNames, whereOf, type FacetName } from './store-filter.ts';

type FacetCodes = Readonly<Record<FacetName, ReadonlyMap<string, number>>>;

/** Counts beside the filters: for each facet, pictures by code with all other filters on. */
export interface Counts {
  /** Hiding places found, their images, and how many have a photo with an X-ray. */
  readonly total: number;
  readonly images: number;
  readonly pairs: number;
  readonly codes: FacetCodes;
}

interface Row {
  readonly name: FacetName | 'found';
  readonly code: string | null;
  readonly n: number;
  readonly images: number;
  readonly pairs: number;
}

/**
 * One statement: facets without a filter of their own are grouped in one pass over the result; one with its own is
 * counted without it.
 */
export async function countGallery(on: Queryable, filter: Filter, known: Partial<FacetCodes> = {}): Promise<Counts> {
  const own = facetNames.filter(name => filter[name].length > 0);
  const parts = [
    shared(
      filter,
      facetNames.filter(name => !own.includes(name)),
    ),
    ...own.filter(name => known[name] === undefined).map(name => alone(filter, name)),
  ];
  const rows = await queryRows<Row>(on, sql`(${join(parts, ')\nunion all (')})`);
  const codes = Object.fromEntries(facetNames.map(name => [name, known[name] ?? new Map<string, number>()])) as Record<
    FacetName,
    Map<string, number>
  >;
  for (const { name, code, n } of rows) if (name !== 'found' && code !== null) codes[name].set(code, n);
  const found = rows.find(({ name }) => name === 'found');
  return { total: found?.n ?? 0, images: found?.images ?? 0, pairs: found?.pairs ?? 0, codes };
}

const figures = sql`
  count(*)::int as n, coalesce(sum(p.images), 0)::int as images,
  (count(*) filter (where p.shows = 'pair'))::int as pairs`;

function shared(filter: Filter, names: readonly FacetName[]): Sql {
  const where = whereOf(filter);
  if (names.length === 0)
    return sql`select 'found' as name, null::text as code, ${figures} from cpdb_pictures p where ${where}`;
  const columns = names.map(one => columnOf[one]);
  const cases = names.map(one => sql`when grouping(${columnOf[one]}) = 0 then ${one}::text`);
  return sql`
    select case ${join(cases, ' ')} else 'found' end as name,
      coalesce(${join(columns.map(column => sql`${column}::text`))}) as code, ${figures}
    from cpdb_pictures p where ${where}
    group by grouping sets ((), (${join(columns, '), (')}))`;
}

function alone(filter: Filter, name: FacetName): Sql {
  const where = whereOf(filter, [name]);
  return sql`
    select ${name}::text, ${columnOf[name]}::text, count(*)::int, 0, 0 from cpdb_pictures p
    where ${where} group by ${columnOf[name]}`;
}
