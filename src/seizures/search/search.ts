import { auditValues, noteRead } from '../../audit/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import type { Fragment } from '../../db/sql.ts';
import { plain, writeCursor } from './criteria.ts';
import type { Criteria, Cursor, Sort } from './criteria.ts';
import type { Searching } from './search-where.ts';
import { searchesWords, whereOf } from './search-where.ts';
import type { Status } from '../seizure.ts';
import { tsQuery } from './search-words.ts';

/** Counts are exact up to this many; beyond it the page says "more than". */
export const countedTo = 10_000;
/** Ranked search looks at this many matches, the newest of them. */
export const rankedTo = 1_000;

/** One row of the list. Codes, not names: the presenter names them in the viewer's language. */
export interface ListRow {
  readonly id: number;
  readonly ref: string;
  readonly status: Status;
  readonly seizureDate: string;
  readonly country: string;
  readonly placeName: string | null;
  readonly location: string | null;
  readonly headings: readonly string[];
  readonly products: readonly string[];
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly lineCount: number;
  readonly origin: string | null;
  readonly departure: string | null;
  readonly transit: readonly string[];
  readonly destination: string | null;
  readonly transport: string | null;
  readonly concealment: string | null;
  readonly synthetic: boolean;
  /** Currency of the quantity, where it is an amount of money. */
  readonly currency: string | null;
  readonly place: string;
}

export const listColumns = `s.id, s.ref, s.status, s.seizure_date as "seizureDate", s.country, s.place_name as "placeName", s.location,
  s.headings, s.products, s.main_quantity as quantity, s.main_unit as unit, s.line_count as "lineCount",
  s.origin, s.departure, s.transit, s.destination, s.transport, s.concealment, s.synthetic,
  case when s.main_unit = 'amount' then (select x.record #>> '{lines,0,currency}' from seizure_records x where x.seizure_id = s.id) end as currency`;

export interface ResultPage {
  readonly rows: readonly ListRow[];
  /** Exact to `countedTo`; one more means "more than". */
  readonly total: number;
  /** Number of the first row shown, from 1; 0 on an empty page. */
  readonly first: number;
  readonly after?: string;
  readonly before?: string;
}

interface Order {
  readonly column: string;
  readonly type: string;
  readonly descending: boolean;
}
const orders: Readonly<Record<Sort, Order>> = {
  newest: { column: 'seizure_date', type: 'date', descending: true },
  oldest: { column: 'seizure_date', type: 'date', descending: false },
  recorded: { column: 'recorded_at', type: 'timestamptz', descending: true },
  relevance: { column: 'rank', type: 'float4', descending: true },
};

/**
 * One page of a search with its count, and the search noted in the trail: one statement. `known` is a count taken
 * a moment ago, which spares counting again while an officer turns pages. Search statements stay unnamed: a named one
 * would soon be planned without looking at its values, and a rare country and a common heading need different plans
 * (15 ms against 0.3 for the same page).
 */
export async function searchSeizures(on: Queryable, searching: Searching, known?: number): Promise<ResultPage> {
  const deed = auditValues(searching.viewer, {
    action: 'seizure.searched',
    detail: plain(searching.criteria),
  }) as string[];
  const { text, bindings } = resultStatement(searching, known, [{ text: `noted as (${noteRead})`, bindings: deed }]);
  return toPage(searching.criteria, await run<ListRow & { total: number }>(on, sql.raw(text, [...bindings])));
}

/** The rows of a page beside the count: what the bench runs raw. `before` are named queries to run with it. */
export function resultStatement(searching: Searching, known?: number, before: readonly Fragment[] = []): Fragment {
  const found = foundBy(searching);
  const counting = known === undefined ? found.counting : { text: 'select ?::int', bindings: [known] };
  const named = [...before, ...found.named];
  return {
    text: `${named.length > 0 ? `with ${named.map(one => one.text).join(',\n')}` : ''}
      select (${counting.text}) as total, p.* from (select 1) one left join lateral (${found.page.text}) p on true`,
    bindings: [...named.flatMap(({ bindings }) => bindings), ...counting.bindings, ...found.page.bindings],
  };
}

interface Found {
  readonly named: readonly Fragment[];
  readonly counting: Fragment;
  readonly page: Fragment;
}

function foundBy(searching: Searching): Found {
  if (searchesWords(searching)) return wordResult(searching);
  return searching.criteria.own.length > 0 ? ownResult(searching) : plainResult(searching);
}

function plainResult(searching: Searching): Found {
  const { criteria } = searching;
  return {
    named: [],
    counting: countingOf(searching),
    page: pageOf(criteria, keysOf(criteria, { ...matching(searching), alias: 's' })),
  };
}

/**
 * With a filter of an own field, up to `countedTo` matches are gathered once, for count and page alike. Where there are more,
 * the value is common, and the page is cut by walking the list: the half that is not needed costs nothing. The slowest field
 * then takes 38 ms, against 89 counted and cut apart and 110 gathered whole.
 */
function ownResult(searching: Searching): Found {
  const { criteria } = searching;
  const { text, bindings } = matching(searching);
  const columns = 's.id, s.seizure_date, s.recorded_at';
  const few = keysOf(criteria, {
    text: `from hits h where (select n from found) <= ${countedTo}`,
    bindings: [],
    alias: 'h',
  });
  const many = keysOf(criteria, { text: `${text} and (select n from found) > ${countedTo}`, bindings, alias: 's' });
  return {
    named: [
      { text: `hits as materialized (select ${columns} ${text} limit ${countedTo + 1})`, bindings },
      { text: 'found as materialized (select count(*)::int as n from hits)', bindings: [] },
    ],
    counting: { text: 'select n from found', bindings: [] },
    page: pageOf(criteria, {
      text: `(${few.text}) union all (${many.text})`,
      bindings: [...few.bindings, ...many.bindings],
    }),
  };
}

/**
 * With words, the matches are gathered once, for count and page alike. Ranked search ranks the newest of them: the cap
 * says which. Walking the list by date and testing each row for the words is quick for common words and endless for rare ones.
 */
function wordResult(searching: Searching): Found {
  const { criteria, words } = searching;
  const where = whereOf(searching);
  const query = tsQuery(criteria.q, words) ?? { text: "''::tsquery", bindings: [] };
  const hits = {
    text: `hits as materialized (select s.id, s.seizure_date, s.recorded_at from seizures s where ${where.text})`,
    bindings: where.bindings,
  };
  const ranked = {
    text: `ranked as materialized (select s.id, ts_rank(s.document, (select ${query.text})) as rank
      from (select id from hits order by seizure_date desc, id desc limit ${rankedTo}) h join seizures s on s.id = h.id)`,
    bindings: query.bindings,
  };
  const isRanked = criteria.sort === 'relevance';
  return {
    named: isRanked ? [hits, ranked] : [hits],
    counting: { text: `select least(count(*), ${countedTo + 1})::int from hits`, bindings: [] },
    page: pageOf(
      criteria,
      keysOf(criteria, { text: `from ${isRanked ? 'ranked' : 'hits'} h where true`, bindings: [], alias: 'h' }),
    ),
  };
}

/** Counts what a search finds, to one more than `countedTo`. Ranking changes the order, not the number, and is left out. */
function countingOf(searching: Searching): Fragment {
  const { text, bindings } = matching(searching);
  return { text: `select count(*)::int from (select 1 ${text} limit ${countedTo + 1}) c`, bindings };
}

/** What each of some other searches would find, in one statement: for a page that found nothing, which filter to drop. */
export async function countSearches(on: Queryable, searchings: readonly Searching[]): Promise<number[]> {
  if (searchings.length === 0) return [];
  const counts = searchings.map(countingOf);
  const text = `select array[${counts.map(count => `(${count.text})`).join(', ')}] as counts`;
  const [row] = await run<{ counts: number[] }>(
    on,
    sql.raw(
      text,
      counts.flatMap(({ bindings }) => bindings),
    ),
  );
  return row?.counts ?? [];
}

/** `from …where…` of the search without ranking. */
function matching(searching: Searching): Fragment {
  const where = whereOf(searching);
  return { text: `from seizures s where ${where.text}`, bindings: where.bindings };
}

/** The order's column, and its direction: turned where the page before a place is asked for. */
function orderOf({ sort, before }: Criteria): Order & { readonly direction: 'asc' | 'desc' } {
  const order = orders[sort];
  return { ...order, direction: order.descending !== (before !== undefined) ? 'desc' : 'asc' };
}

/** Order value and id of the rows of a page, cut from rows that have both. */
function keysOf(criteria: Criteria, source: Fragment & { readonly alias: string }): Fragment {
  const { type, column, direction } = orderOf(criteria);
  const place = criteria.after ?? criteria.before;
  const { alias } = source;
  const key = `${alias}.${column}, ${alias}.id`;
  const beyond = place ? `and (${key}) ${direction === 'desc' ? '<' : '>'} (?::${type}, ?::bigint)` : '';
  return {
    text: `select ${key} ${source.text} ${beyond}
      order by ${alias}.${column} ${direction}, ${alias}.id ${direction} limit ${criteria.rows + 1}`,
    bindings: [...source.bindings, ...(place ? [place.value, place.id] : [])],
  };
}

/** A page of the rows whose keys are given: only the rows shown are fetched whole. */
function pageOf(criteria: Criteria, keys: Fragment): Fragment {
  const { type, column, direction } = orderOf(criteria);
  const value =
    type === 'timestamptz'
      ? `to_char(k.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
      : `k.${column}::text`;
  return {
    text: `select ${listColumns}, ${value} as place from (${keys.text}) k
      join seizures s on s.id = k.id order by k.${column} ${direction}, k.id ${direction}`,
    bindings: keys.bindings,
  };
}

function toPage(criteria: Criteria, rows: readonly (ListRow & { total: number })[]): ResultPage {
  const found = rows.filter(row => row.id !== null);
  const more = found.length > criteria.rows;
  const shown = found.slice(0, criteria.rows);
  const backwards = criteria.before !== undefined;
  if (backwards) shown.reverse();
  const start = backwards
    ? Math.max(0, (criteria.before?.position ?? 0) - shown.length)
    : (criteria.after?.position ?? 0);
  const hasAfter = backwards ? true : more;
  const hasBefore = backwards ? more : criteria.after !== undefined;
  const [head, tail] = [shown[0], shown.at(-1)];
  return {
    rows: shown,
    total: agreed(rows[0]?.total ?? 0, criteria, found.length),
    first: shown.length > 0 ? start + 1 : 0,
    ...(hasAfter && tail ? { after: writeCursor(at(tail, start + shown.length)) } : {}),
    ...(hasBefore && head ? { before: writeCursor(at(head, start)) } : {}),
  };
}

/** A count taken a moment ago never contradicts the first page: it holds every row there is, or at least one more than it shows. */
function agreed(total: number, { after, before, rows }: Criteria, found: number): number {
  if (after !== undefined || before !== undefined) return total;
  return found > rows ? Math.max(total, found) : found;
}

function at(row: ListRow, position: number): Cursor {
  return { value: row.place, id: row.id, position };
}
