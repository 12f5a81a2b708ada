import type { Pool, Queryable } from '../../db/pool.ts';
import { join, queryRows, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';
import type { Filter } from './query.ts';
import { columnOf, facetNames, whereOf } from './where.ts';
import type { FacetName } from './where.ts';

export type FacetCodes = Readonly<Record<FacetName, ReadonlyMap<string, number>>>;

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

/** One statement: facets without a filter of their own are grouped in one pass over the result; one with its own is counted without it. */
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

interface Kept {
  readonly at: number;
  readonly version: number;
  readonly counts: Promise<Counts>;
  isRenewed?: boolean;
}
const keepFor = 60_000;
const keepMost = 300;

export interface GalleryCounts {
  of(filter: Filter): Promise<Counts>;
  /** Something was published or taken out here: what was counted before is stale. */
  changed(): void;
}

/**
 * Counts kept for a minute per search, and dropped at once when this process publishes: the gallery is the same to every member, so
 * that all share them. Those asked for in the second half of their minute are counted anew meanwhile, so that nobody waits for what is
 * asked for often. Whoever narrows a search by a tick brings the counts of that facet along.
 */
export function openGalleryCounts(pool: Pool, now: () => number = Date.now): GalleryCounts {
  const kept = new Map<string, Kept>();
  let version = 0;
  const fresh = (filter: Filter): Kept | undefined => {
    const one = kept.get(keyOf(filter));
    return one && one.version === version && now() - one.at < keepFor ? one : undefined;
  };
  function keep(filter: Filter, one: Kept): void {
    const key = keyOf(filter);
    kept.delete(key);
    kept.set(key, one);
    one.counts.catch(() => {
      if (kept.get(key) === one) kept.delete(key);
    });
    if (kept.size > keepMost) kept.delete(kept.keys().next().value ?? '');
  }
  async function count(filter: Filter): Promise<Counts> {
    const known: Partial<Record<FacetName, ReadonlyMap<string, number>>> = {};
    for (const name of facetNames.filter(one => filter[one].length > 0)) {
      const wider = await fresh({ ...filter, [name]: [] })?.counts.catch(() => undefined);
      if (wider) known[name] = wider.codes[name];
    }
    return countGallery(pool, filter, known);
  }
  return {
    changed() {
      version += 1;
    },
    of(filter) {
      const known = fresh(filter);
      if (!known) {
        const counts = count(filter);
        keep(filter, { at: now(), version, counts });
        return counts;
      }
      if (now() - known.at > keepFor / 2 && !known.isRenewed) {
        known.isRenewed = true;
        const begun = { at: now(), version };
        count(filter).then(
          counts => keep(filter, { ...begun, counts: Promise.resolve(counts) }),
          () => {
            known.isRenewed = false;
          },
        );
      }
      return known.counts;
    },
  };
}

/** Searches of one key find the same: the order of what was ticked does not matter. */
function keyOf(filter: Filter): string {
  return JSON.stringify(
    Object.entries(filter).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : [...(value as readonly (string | number)[])].toSorted(),
    ]),
  );
}
