import type { Queryable } from '../db/pool.ts';
import { run, sql } from '../db/sql.ts';
import type { Fragment } from '../db/sql.ts';
import { facetNames, plain } from './criteria.ts';
import type { FacetName } from './criteria.ts';
import { scopeKey } from './scope.ts';
import { countedTo, nameOf } from './search.ts';
import type { Searching } from './search-where.ts';
import { needsTexts, whereOf } from './search-where.ts';

/** Counts beside the filters: for each facet, records by code with all other filters on; and sums by unit, never added across. */
export interface Facets {
  readonly counts: Readonly<Record<FacetName, ReadonlyMap<string, number>>>;
  /** In base units; undefined when the search matches more than can be summed at once. */
  readonly totals: readonly { unit: string; quantity: number }[] | undefined;
  readonly lines: number | undefined;
  readonly countries: number;
}

/** Facet counts over a text search look at this many matches. */
const textCap = 10_001;

interface FacetRow { name: FacetName | 'total'; code: string | null; n: number; quantity: number | null }

const columnOf: Readonly<Record<FacetName, string>> = {
  heading: 'unnest(b.headings)', country: 'b.country', status: 'b.status', transport: 'b.transport', concealment: 'b.concealment',
  detection: 'b.detection', location: 'b.location', direction: 'b.direction', office: 'b.office_id::text',
};
const baseColumns = 's.id, s.headings, s.country, s.status, s.transport, s.concealment, s.detection, s.location, s.direction, s.office_id';

/** Facets that have a filter of their own are counted without it; the others share one pass over the result. */
export async function countFacets(on: Queryable, searching: Searching): Promise<Facets> {
  const own = facetNames.filter((name) => searching.criteria[name].length > 0 || name === 'status');
  const shared = facetNames.filter((name) => !own.includes(name));
  const base = rowsOf(searching);
  const parts: Fragment[] = [
    { text: totalsText, bindings: [] },
    ...shared.map((name) => ({ text: `select '${name}', ${columnOf[name]}, count(*)::int, null::float8 from base b group by 2`, bindings: [] })),
    ...own.map((name) => ownFacet(name, searching)),
  ];
  const text = `with base as materialized (${base.text}) ${parts.map((part) => part.text).join('\nunion all ')}`;
  const rows = await run<FacetRow>(on, sql.raw(text, [...base.bindings, ...parts.flatMap(({ bindings }) => bindings)]), nameOf(text));
  return toFacets(rows, searching);
}

/** Sums of the lines, while the result is small enough to sum. */
const totalsText = `select 'total' as name, coalesce(g.base_unit, '') as code, count(*)::int as n, sum(g.base_quantity) as quantity from goods_lines g
  where g.seizure_id in (select id from base) and (select count(*) from base) <= ${countedTo} group by 2`;

function rowsOf(searching: Searching, without?: FacetName): Fragment {
  const where = whereOf(searching, without);
  const texts = needsTexts(searching);
  return {
    text: `select ${baseColumns} from seizures s ${texts ? 'join seizure_records r on r.seizure_id = s.id' : ''} where ${where.text}${texts ? ` limit ${textCap}` : ''}`,
    bindings: where.bindings,
  };
}

function ownFacet(name: FacetName, searching: Searching): Fragment {
  const rows = rowsOf(searching, name);
  return { text: `select '${name}', ${columnOf[name]}, count(*)::int, null::float8 from (${rows.text}) b group by 2`, bindings: rows.bindings };
}

function toFacets(rows: readonly FacetRow[], { offices }: Searching): Facets {
  const counts = Object.fromEntries(facetNames.map((name) => [name, new Map<string, number>()])) as Record<FacetName, Map<string, number>>;
  const sums = rows.filter((row) => row.name === 'total');
  for (const { name, code, n } of rows) {
    if (name === 'total' || code === null) continue;
    counts[name].set(name === 'office' ? offices.byId(Number(code))?.code ?? code : code, n);
  }
  return {
    counts,
    totals: sums.length === 0 ? undefined : sums.filter((row) => row.code && row.quantity !== null)
      .map((row) => ({ unit: row.code ?? '', quantity: row.quantity ?? 0 })).sort((a, b) => b.quantity - a.quantity),
    lines: sums.length === 0 ? undefined : sums.reduce((lines, row) => lines + row.n, 0),
    countries: counts.country.size,
  };
}

interface Kept { readonly at: number; readonly changes: number; readonly facets: Promise<Facets> }
const keepFor = 60_000;
const keepMost = 500;

export interface FacetCounts {
  of(searching: Searching): Promise<Facets>;
}

/**
 * Counts kept for a minute per search and scope, and dropped at once when this process changes a record:
 * officers page through a result far more often than the result changes.
 */
export function openFacetCounts(on: Queryable, changes: () => number, now: () => number = Date.now): FacetCounts {
  const kept = new Map<string, Kept>();
  return {
    of(searching) {
      const { sort: _sort, view: _view, rows: _rows, ...filters } = plain(searching.criteria);
      const key = `${scopeKey(searching.viewer)} ${JSON.stringify(filters)}`;
      const old = kept.get(key);
      if (old && old.changes === changes() && now() - old.at < keepFor) return old.facets;
      const facets = countFacets(on, searching);
      kept.delete(key);
      kept.set(key, { at: now(), changes: changes(), facets });
      facets.catch(() => kept.delete(key));
      if (kept.size > keepMost) kept.delete(kept.keys().next().value ?? '');
      return facets;
    },
  };
}
