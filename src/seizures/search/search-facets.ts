import type { Queryable } from '../../db/pool.ts';
import { empty, join, queryRows, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';
import { facetNames, plain } from './criteria.ts';
import type { Criteria, FacetName } from './criteria.ts';
import { headingsTogether } from '../copy/store-ready.ts';
import { countedFields, ownCountedTo, ownCounts, readCounts } from '../own-fields/search-counts.ts';
import type { OwnCounts } from '../own-fields/search-counts.ts';
import { scopeKey } from '../scope.ts';
import { countedTo } from './search.ts';
import type { Searching } from './search-where.ts';
import { searchesWords, statusesOf, whereOf } from './search-where.ts';

/**
 * Counts beside the filters: for each facet, records by code with all other filters on; and sums by unit, never added
 * across.
 */
export interface Facets {
  readonly counts: FacetCodes;
  /**
   * In base units, money in 'USD' at the rate of its date; undefined when the search matches more than can be summed at
   * once.
   */
  readonly totals: readonly UnitTotal[] | undefined;
  readonly lines: number | undefined;
  /** Lines left out of the totals: more than their goods can be, and not confirmed. */
  readonly held: number;
  /** Records by value of the own fields shown, each with all other filters on; of the newest `ownCountedTo` records. */
  readonly own: OwnCounts;
  /** Countries of seizure in the result. */
  readonly countries: number;
  /** Whether a text search matched more than was counted, so that the counts are of its newest matches only. */
  readonly capped: boolean;
  /** Counting took longer than a statement may: there are no counts, and the list does not wait for them. */
  readonly uncounted: boolean;
}
type FacetCodes = Readonly<Record<FacetName, ReadonlyMap<string, number>>>;
interface UnitTotal {
  readonly unit: string;
  readonly quantity: number;
}

/** Facet counts over a text search look at this many matches. */
const textCap = countedTo + 1;

interface FacetRow {
  name: FacetName | 'total' | 'held' | 'found' | 'own';
  code: string | null;
  n: number;
  quantity: number | null;
}

/** What a facet groups by; several headings of one record are taken apart afterwards. */
const columnOf: Readonly<Record<FacetName, Sql>> = {
  heading: sql`b.headings`,
  country: sql`b.country`,
  status: sql`b.status`,
  transport: sql`b.transport`,
  concealment: sql`b.concealment`,
  detection: sql`b.detection`,
  location: sql`b.location`,
  direction: sql`b.direction`,
  office: sql`b.office_id`,
};
const baseColumns = sql`
  ${headingsTogether} as headings, s.country, s.status, s.transport, s.concealment, s.detection, s.location,
  s.direction, s.office_id`;

/**
 * One statement. Facets without a filter of their own are grouped in one pass over the result; so is the status, which
 * always has one: the pass reads every status, and counts those of the result apart. A facet with its own filter is
 * counted without it, unless its counts are `known` from the search that lacks that filter.
 */
export async function countFacets(
  on: Queryable,
  searching: Searching,
  known: Partial<FacetCodes> = {},
): Promise<Facets> {
  const own = ownFacets(searching.criteria);
  const parts = [
    sharedFacets(
      searching,
      facetNames.filter(name => !own.includes(name)),
    ),
    totalsOf(searching),
    ...own.filter(name => known[name] === undefined).map(name => ownFacet(name, searching)),
    ...fieldCounts(searching),
  ];
  const rows = await queryRows<FacetRow>(on, sql`(${join(parts, ')\nunion all (')})`);
  return toFacets(rows, searching, known);
}

/** Facets that are filtered, but for the status. */
function ownFacets(criteria: Criteria): FacetName[] {
  return facetNames.filter(name => name !== 'status' && criteria[name].length > 0);
}

function sharedFacets(searching: Searching, names: readonly FacetName[]): Sql {
  const base = rowsOf(searching, ['status']);
  const columns = names.map(one => columnOf[one]);
  const name = sql`
    case ${join(
      names.map(one => sql`when grouping(${columnOf[one]}) = 0 then ${one}::text`),
      ' ',
    )}
    else 'found' end`;
  const everyStatus = sql`grouping(${join(columns)}) = ${2 ** names.length - 1} or grouping(b.status) = 0`;
  const n = sql`case when ${everyStatus} then count(*) else count(*) filter (where b.live) end`;
  return sql`
    select ${name} as name, coalesce(${join(names.map(one => sql`${columnOf[one]}::text`))}) as code, (${n})::int as n,
      null::float8 as quantity
    from (select b.*, b.status = any(${[...statusesOf(searching.criteria)]}::text[]) as live from (${base}) b) b
    group by grouping sets ((), (${join(columns, '), (')}))`;
}

function ownFacet(name: FacetName, searching: Searching): Sql {
  const [rows, column] = [rowsOf(searching, [name]), columnOf[name]];
  return sql`select ${name}::text, ${column}::text, count(*)::int, null from (${rows}) b group by ${column}`;
}

/** Counts of the own fields shown: of those without a filter together, of each with one without that filter. */
function fieldCounts(searching: Searching): Sql[] {
  const { heading, own } = searching.criteria;
  const shown = countedFields(heading);
  const filtered = shown.filter(name => own.some(filter => filter.name === name));
  const free = shown.filter(name => !filtered.includes(name));
  const over = (criteria: Criteria, names: readonly string[]): Sql =>
    ownCounts(newestOf({ ...searching, criteria }), names, heading);
  return [
    ...(free.length > 0 ? [over(searching.criteria, free)] : []),
    ...filtered.map(name => over({ ...searching.criteria, own: own.filter(filter => filter.name !== name) }, [name])),
  ];
}

function newestOf(searching: Searching): Sql {
  return sql`
    select s.id from seizures s where ${whereOf(searching)}
    order by s.seizure_date desc, s.id desc limit ${ownCountedTo}`;
}

/**
 * Sums of the lines, fetched record by record while there are few enough. Amounts of money are summed in dollars only.
 * Held lines are counted apart.
 */
function totalsOf(searching: Searching): Sql {
  const where = whereOf(searching);
  const unit = sql`case when g.base_unit = 'amount' then 'USD' else coalesce(g.base_unit, '') end`;
  return sql`
    with ids as materialized (select s.id from seizures s where ${where} limit ${countedTo + 1})
    select case when g.held then 'held' else 'total' end, ${unit}, count(*)::int,
      sum(case when g.base_unit = 'amount' then g.usd else g.base_quantity end)
    from ids, lateral (select * from goods_lines where seizure_id = ids.id offset 0) g
    where (select count(*) from ids) <= ${countedTo} group by 1, 2`;
}

/**
 * Rows of the result without some facets' own filters; of a text search only the newest, since each must be fetched.
 */
function rowsOf(searching: Searching, without: readonly FacetName[]): Sql {
  const where = whereOf(searching, without);
  const newest = searchesWords(searching) ? sql` order by s.seizure_date desc, s.id desc limit ${textCap}` : empty;
  return sql`select ${baseColumns} from seizures s where ${where}${newest}`;
}

function toFacets(rows: readonly FacetRow[], searching: Searching, known: Partial<FacetCodes>): Facets {
  const all: FacetCodes = { ...countCodes(rows, searching.offices), ...known };
  const [sums, back] = [rows.filter(row => row.name === 'total'), rows.filter(row => row.name === 'held')];
  const held = back.reduce((lines, row) => lines + row.n, 0);
  const found = rows.find(row => row.name === 'found')?.n ?? 0;
  const summed = sums.length + back.length > 0 || statusesOf(searching.criteria).every(one => !all.status.has(one));
  return {
    counts: all,
    totals: summed ? toTotals(sums) : undefined,
    lines: summed ? sums.reduce((lines, row) => lines + row.n, held) : undefined,
    held,
    own: readCounts(rows.filter(row => row.name === 'own')),
    countries: countriesIn(searching.criteria, all.country),
    capped: searchesWords(searching) && found >= textCap,
    uncounted: false,
  };
}

function countCodes(rows: readonly FacetRow[], offices: Searching['offices']): FacetCodes {
  const counts = noCounts();
  for (const { name, code, n } of rows) {
    if (['total', 'held', 'found', 'own'].includes(name) || code === null || n === 0) continue;
    const counted = counts[name as FacetName];
    for (const one of codesIn(name as FacetName, code, offices)) counted.set(one, (counted.get(one) ?? 0) + n);
  }
  return counts;
}

function noCounts() {
  return Object.fromEntries(facetNames.map(name => [name, new Map()])) as Record<FacetName, Map<string, number>>;
}

function codesIn(name: FacetName, grouped: string, offices: Searching['offices']): readonly string[] {
  if (name === 'heading') return grouped.split(',');
  return [name === 'office' ? (offices.byId(Number(grouped))?.code ?? grouped) : grouped];
}

const uncounted: Facets = {
  counts: noCounts(),
  totals: undefined,
  lines: undefined,
  held: 0,
  own: new Map(),
  countries: 0,
  capped: false,
  uncounted: true,
};

/** PostgreSQL's code for a statement that took too long. */
function tookTooLong(error: unknown): boolean {
  return (error as { code?: string }).code === '57014';
}

/** The units of most lines first. */
function toTotals(sums: readonly FacetRow[]): UnitTotal[] {
  return sums
    .filter(row => row.code && row.quantity !== null)
    .toSorted((a, b) => b.n - a.n)
    .map(row => ({ unit: row.code ?? '', quantity: row.quantity ?? 0 }));
}

/** The counts of a filtered facet are those without its filter: only what was asked for is in the result. */
function countriesIn({ country }: Criteria, counts: ReadonlyMap<string, number>): number {
  return country.length === 0 ? counts.size : country.filter(code => (counts.get(code) ?? 0) > 0).length;
}

interface Kept {
  readonly at: number;
  readonly changes: number;
  readonly facets: Promise<Facets>;
  total?: number;
}
const keepFor = 60_000;
const keepMost = 500;

export interface FacetCounts {
  of(searching: Searching): Promise<Facets>;
  /** The number of matches counted with these facets, if it was. */
  total(searching: Searching): number | undefined;
  keepTotal(searching: Searching, total: number): void;
}

/**
 * Counts kept for a minute per search and scope, and dropped at once when this process changes a record: officers page
 * through a result far more often than it changes. Whoever narrows a search by a tick brings the counts of that facet
 * along.
 */
export function openFacetCounts(on: Queryable, changes: () => number, now: () => number = Date.now): FacetCounts {
  const kept = new Map<string, Kept>();
  const fresh = (searching: Searching): Kept | undefined => {
    const old = kept.get(keyOf(searching));
    return old && old.changes === changes() && now() - old.at < keepFor ? old : undefined;
  };
  async function count(searching: Searching): Promise<Facets> {
    const known: Partial<Record<FacetName, ReadonlyMap<string, number>>> = {};
    for (const name of ownFacets(searching.criteria)) {
      const own = name === 'heading' ? [] : searching.criteria.own;
      const criteria = { ...searching.criteria, [name]: [], own };
      const wider = await fresh({ ...searching, criteria })?.facets.catch(() => undefined);
      if (wider && !wider.uncounted) known[name] = wider.counts[name];
    }
    return countFacets(on, searching, known).catch((error: unknown) => {
      if (tookTooLong(error)) return uncounted;
      throw error;
    });
  }
  return {
    of(searching) {
      const known = fresh(searching);
      if (known) return known.facets;
      const key = keyOf(searching);
      const facets = count(searching);
      kept.delete(key);
      kept.set(key, { at: now(), changes: changes(), facets });
      facets.catch(() => {
        if (kept.get(key)?.facets === facets) kept.delete(key);
      });
      if (kept.size > keepMost) kept.delete(kept.keys().next().value ?? '');
      return facets;
    },
    total: searching => fresh(searching)?.total,
    keepTotal(searching, total) {
      const entry = fresh(searching);
      if (entry) entry.total = total;
    },
  };
}

/** Searches of one key have the same counts: order, view, page and the order of what was ticked do not matter. */
function keyOf({ viewer, criteria }: Searching): string {
  const { sort: _sort, view: _view, rows: _rows, ...filters } = plain(criteria);
  const sorted = Object.entries(filters)
    .map(([name, value]) => [name, typeof value === 'object' ? [...value].sort() : value])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return `${scopeKey(viewer)} ${JSON.stringify(sorted)}`;
}
