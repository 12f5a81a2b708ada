import type { Queryable } from '../db/pool.ts';
import { run, sql } from '../db/sql.ts';
import type { Fragment } from '../db/sql.ts';
import { facetNames, plain } from './criteria.ts';
import type { Criteria, FacetName } from './criteria.ts';
import { scopeKey } from './scope.ts';
import { countedTo } from './search.ts';
import type { Searching } from './search-where.ts';
import { needsTexts, statusesOf, tablesOf, whereOf } from './search-where.ts';

/** Counts beside the filters: for each facet, records by code with all other filters on; and sums by unit, never added across. */
export interface Facets {
  readonly counts: Readonly<Record<FacetName, ReadonlyMap<string, number>>>;
  /** In base units, money in 'USD' at the rate of its date; undefined when the search matches more than can be summed at once. */
  readonly totals: readonly UnitTotal[] | undefined;
  readonly lines: number | undefined;
  /** Countries of seizure in the result. */
  readonly countries: number;
  /** Whether a text search matched more than was counted, so that the counts are of its newest matches only. */
  readonly capped: boolean;
}
export interface UnitTotal {
  readonly unit: string;
  readonly quantity: number;
}

/** Facet counts over a text search look at this many matches. */
const textCap = countedTo + 1;

interface FacetRow { name: FacetName | 'total' | 'base'; code: string | null; n: number; quantity: number | null }

const columnOf: Readonly<Record<FacetName, string>> = {
  heading: 'unnest(b.headings)', country: 'b.country', status: 'b.status', transport: 'b.transport', concealment: 'b.concealment',
  detection: 'b.detection', location: 'b.location', direction: 'b.direction', office: 'b.office_id::text',
};
const baseColumns = 's.id, s.headings, s.country, s.status, s.transport, s.concealment, s.detection, s.location, s.direction, s.office_id';

/**
 * One statement. Facets without a filter of their own share one pass over the result; so does the status, which always has
 * one: the pass reads every status and marks the rows of the result. The others are counted without their own filter.
 */
export async function countFacets(on: Queryable, searching: Searching): Promise<Facets> {
  const own = facetNames.filter((name) => name !== 'status' && searching.criteria[name].length > 0);
  const shared = facetNames.filter((name) => name !== 'status' && !own.includes(name));
  const base = rowsOf(searching, ['status']);
  const parts: Fragment[] = [
    { text: "select 'base' as name, null as code, count(*)::int as n, null::float8 as quantity from base", bindings: [] },
    { text: totalsText, bindings: [] },
    { text: counting('status', 'base b'), bindings: [] },
    ...shared.map((name) => ({ text: counting(name, 'live b'), bindings: [] })),
    ...own.map((name) => ownFacet(name, searching)),
  ];
  const text = `with base as materialized (${base.text}), live as (select * from base where status = any(?::text[]))
    ${parts.map((part) => part.text).join('\nunion all ')}`;
  const rows = await run<FacetRow>(on,
    sql.raw(text, [...base.bindings, [...statusesOf(searching.criteria)], ...parts.flatMap(({ bindings }) => bindings)]));
  return toFacets(rows, searching);
}

function counting(name: FacetName, from: string): string {
  return `select '${name}', ${columnOf[name]}, count(*)::int, null from ${from} group by 2`;
}

/** Sums of the lines, while the result is small enough to sum. Amounts of money are summed in dollars only. */
const totalsText = `select 'total', coalesce(case when g.base_unit = 'amount' then 'USD' else g.base_unit end, ''), count(*)::int,
    sum(case when g.base_unit = 'amount' then g.usd else g.base_quantity end)
  from goods_lines g where g.seizure_id in (select id from live) and (select count(*) from live) <= ${countedTo} group by 2`;

/** Rows of the result without some facets' own filters; of a text search only the newest, since each must be fetched. */
function rowsOf(searching: Searching, without: readonly FacetName[]): Fragment {
  const where = whereOf(searching, without);
  const newest = needsTexts(searching) ? ` order by s.seizure_date desc, s.id desc limit ${textCap}` : '';
  return { text: `select ${baseColumns} from ${tablesOf(searching)} where ${where.text}${newest}`, bindings: where.bindings };
}

function ownFacet(name: FacetName, searching: Searching): Fragment {
  const rows = rowsOf(searching, [name]);
  return { text: counting(name, `(${rows.text}) b`), bindings: rows.bindings };
}

function toFacets(rows: readonly FacetRow[], searching: Searching): Facets {
  const counts = Object.fromEntries(facetNames.map((name) => [name, new Map<string, number>()])) as Record<FacetName, Map<string, number>>;
  const sums = rows.filter((row) => row.name === 'total');
  for (const { name, code, n } of rows) {
    if (name === 'total' || name === 'base' || code === null) continue;
    counts[name].set(name === 'office' ? searching.offices.byId(Number(code))?.code ?? code : code, n);
  }
  const found = rows.find((row) => row.name === 'base')?.n ?? 0;
  const summed = sums.length > 0 || found === 0;
  return {
    counts,
    totals: summed ? toTotals(sums) : undefined,
    lines: summed ? sums.reduce((lines, row) => lines + row.n, 0) : undefined,
    countries: countriesIn(searching.criteria, counts.country),
    capped: needsTexts(searching) && found >= textCap,
  };
}

function toTotals(sums: readonly FacetRow[]): UnitTotal[] {
  return sums.filter((row) => row.code && row.quantity !== null)
    .map((row) => ({ unit: row.code ?? '', quantity: row.quantity ?? 0, lines: row.n }))
    .sort((a, b) => b.lines - a.lines).map(({ unit, quantity }) => ({ unit, quantity }));
}

/** The counts of a filtered facet are those without its filter: only what was asked for is in the result. */
function countriesIn({ country }: Criteria, counts: ReadonlyMap<string, number>): number {
  return country.length === 0 ? counts.size : country.filter((code) => (counts.get(code) ?? 0) > 0).length;
}

interface Kept { readonly at: number; readonly changes: number; readonly facets: Promise<Facets>; total?: number }
const keepFor = 60_000;
const keepMost = 500;

export interface FacetCounts {
  of(searching: Searching): Promise<Facets>;
  /** The number of matches counted with these facets, if it was. */
  total(searching: Searching): number | undefined;
  keepTotal(searching: Searching, total: number): void;
}

/**
 * Counts kept for a minute per search and scope, and dropped at once when this process changes a record:
 * officers page through a result far more often than the result changes.
 */
export function openFacetCounts(on: Queryable, changes: () => number, now: () => number = Date.now): FacetCounts {
  const kept = new Map<string, Kept>();
  const fresh = (key: string): Kept | undefined => {
    const old = kept.get(key);
    return old && old.changes === changes() && now() - old.at < keepFor ? old : undefined;
  };
  return {
    of(searching) {
      const key = keyOf(searching);
      const old = fresh(key);
      if (old) return old.facets;
      const facets = countFacets(on, searching);
      kept.delete(key);
      kept.set(key, { at: now(), changes: changes(), facets });
      facets.catch(() => kept.delete(key));
      if (kept.size > keepMost) kept.delete(kept.keys().next().value ?? '');
      return facets;
    },
    total: (searching) => fresh(keyOf(searching))?.total,
    keepTotal(searching, total) {
      const entry = fresh(keyOf(searching));
      if (entry) entry.total = total;
    },
  };
}

function keyOf({ viewer, criteria }: Searching): string {
  const { sort: _sort, view: _view, rows: _rows, ...filters } = plain(criteria);
  return `${scopeKey(viewer)} ${JSON.stringify(filters)}`;
}
