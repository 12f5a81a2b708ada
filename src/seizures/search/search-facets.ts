import type { Queryable } from '../../db/pool.ts';
import { empty, join, queryRows, sql, type Sql } from '../../db/sql.ts';
import { facetNames, type Criteria, type FacetName } from './criteria.ts';
import { headingsTogether, linesOfIds } from '../copy/store-ready.ts';
import { countedFields, ownCountedTo, ownCounts, readCounts, type OwnCounts } from '../own-fields/search-counts.ts';
import { countedTo } from './result-page.ts';
import { isOfShare, isSplit, sharesOf } from './search-shares.ts';
import { searchesWords, statusesOf, whereOf, type Searching } from './search-where.ts';

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
  /** Whether a text search matched more than was counted, so that the counts are of some matches only. */
  readonly capped: boolean;
  /** Records of the result, all of them; undefined where not all were counted. */
  readonly total: number | undefined;
  /** Counting took longer than a statement may: there are no counts, and the list does not wait for them. */
  readonly uncounted: boolean;
}
export type FacetCodes = Readonly<Record<FacetName, ReadonlyMap<string, number>>>;
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
  const result = searchesWords(searching) ? countedByWords(searching) : resultOf(searching, own.length > 0);
  const parts = [
    sharedFacets(
      searching,
      result,
      facetNames.filter(name => !own.includes(name)),
    ),
    totalsOf(result),
    ...own.filter(name => known[name] === undefined).map(name => ownFacet(name, searching)),
    ...fieldCounts(searching, result),
  ];
  const rows = await queryRows<FacetRow>(on, sql`${result.named}(${join(parts, ')\nunion all (')})`);
  return toFacets(rows, searching, known);
}

/** What is counted in several ways. */
interface Result {
  /** `with …`, or nothing. */
  readonly named: Sql;
  /** Its rows, with those of every status. */
  readonly everyStatus: Sql;
  /** `from … where …` of its records alone, called `s`. */
  readonly records: Sql;
  /** Whether all of it is there to be summed, as a condition; undefined where it is. */
  readonly isWhole?: Sql;
}

const hitColumns = sql`s.id, s.seizure_date, ${baseColumns}`;

/** Of words, as many matches as are counted are looked up once: each must be fetched. */
function countedByWords(searching: Searching): Result {
  return {
    named: sql`with hits as materialized (${rowsOf(searching, ['status'], hitColumns)})`,
    everyStatus: sql`select * from hits`,
    records: ofHits(searching),
    isWhole: sql`(select count(*) from hits) <= ${countedTo}`,
  };
}

const ofHits = (searching: Searching): Sql =>
  sql`from hits s where s.status = any(${[...statusesOf(searching.criteria)]}::text[])`;

/** The result of a search: looked up once where filters make it small, else each time, since all of it is not kept. */
function resultOf(searching: Searching, isSmall: boolean): Result {
  if (!isSmall)
    return {
      named: empty,
      everyStatus: rowsOf(searching, ['status']),
      records: sql`from seizures s where ${whereOf(searching)}`,
    };
  return {
    named: sql`
      with hits as materialized (
        select ${hitColumns} from seizures s where ${whereOf(searching, ['status'])})`,
    everyStatus: sql`select * from hits`,
    records: ofHits(searching),
  };
}

/** Facets that are filtered, but for the status. */
export function ownFacets(criteria: Criteria): FacetName[] {
  return facetNames.filter(name => name !== 'status' && criteria[name].length > 0);
}

function sharedFacets(searching: Searching, { everyStatus: base }: Result, names: readonly FacetName[]): Sql {
  const columns = names.map(one => columnOf[one]);
  const name = sql`
    case ${join(
      names.map(one => sql`when grouping(${columnOf[one]}) = 0 then ${one}::text`),
      ' ',
    )}
    else 'found' end`;
  const whole = sql`grouping(${join(columns)}) = ${2 ** names.length - 1} or grouping(b.status) = 0`;
  const n = sql`case when ${whole} then count(*) else count(*) filter (where b.live) end`;
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
function fieldCounts(searching: Searching, { records }: Result): Sql[] {
  const { heading, own } = searching.criteria;
  const shown = countedFields(heading);
  const filtered = shown.filter(name => own.some(filter => filter.name === name));
  const free = shown.filter(name => !filtered.includes(name));
  const without = (name: string): Sql => {
    const criteria = { ...searching.criteria, own: own.filter(filter => filter.name !== name) };
    return sql`from seizures s where ${whereOf({ ...searching, criteria })}`;
  };
  return [
    ...(free.length > 0 ? [ownCounts(newestOf(records), free, heading)] : []),
    ...filtered.map(name => ownCounts(newestOf(without(name)), [name], heading)),
  ];
}

function newestOf(records: Sql): Sql {
  return sql`
    select s.id ${records}
    order by s.seizure_date desc, s.id desc limit ${ownCountedTo}`;
}

/**
 * Sums of the lines, fetched record by record while there are few enough. Amounts of money are summed in dollars only.
 * Held lines are counted apart.
 */
function totalsOf({ records, isWhole = sql`(select count(*) from ids) <= ${countedTo}` }: Result): Sql {
  const unit = sql`case when g.base_unit = 'amount' then 'USD' else coalesce(g.base_unit, '') end`;
  return sql`
    with ids as materialized (select s.id ${records} limit ${countedTo + 1})
    select case when g.held then 'held' else 'total' end, ${unit}, count(*)::int,
      sum(case when g.base_unit = 'amount' then g.usd else g.base_quantity end)
    from ids, ${linesOfIds} where g.seizure_id = ids.id and ${isWhole} group by 1, 2`;
}

/**
 * Rows of the result without some facets' own filters; of a text search only so many, since each must be fetched: the
 * newest, or where words lead those that the newest shares hold, since PostgreSQL would come to ten records for each
 * that matches if it walked the list by date.
 */
function rowsOf(searching: Searching, without: readonly FacetName[], columns = baseColumns): Sql {
  const matches = sql`select ${columns} from seizures s where ${whereOf(searching, without)}`;
  if (!searchesWords(searching)) return matches;
  const criteria: Criteria = { ...searching.criteria, ...Object.fromEntries(without.map(name => [name, []])) };
  if (!isSplit(criteria)) return sql`${matches} order by s.seizure_date desc, s.id desc limit ${textCap}`;
  return sql`
    select h.* from (${sharesOf(criteria)}) share
      cross join lateral (${matches} and ${isOfShare} limit ${textCap}) h
    limit ${textCap}`;
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
    total: searchesWords(searching) ? undefined : sumOf(all.status, statusesOf(searching.criteria)),
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

function sumOf(counts: ReadonlyMap<string, number>, codes: readonly string[]): number {
  return codes.reduce((sum, code) => sum + (counts.get(code) ?? 0), 0);
}

export function noCounts() {
  return Object.fromEntries(facetNames.map(name => [name, new Map()])) as Record<FacetName, Map<string, number>>;
}

function codesIn(name: FacetName, grouped: string, offices: Searching['offices']): readonly string[] {
  if (name === 'heading') return grouped.split(',');
  return [name === 'office' ? (offices.byId(Number(grouped))?.code ?? grouped) : grouped];
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
