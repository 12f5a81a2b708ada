import { noteRead, recordRead } from '../../audit/index.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Reads } from '../../db/reads.ts';
import { empty, join, literal, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { plain, type Criteria, type Sort } from './criteria.ts';
import { countedTo, toPage, type ListRow, type ResultPage } from './result-page.ts';
import { isEntry, isUnfiltered } from './active-filters.ts';
import { isOfShare, isSplit, mostGathered, sharesOf } from './search-shares.ts';
import { besideWords, searchesWords, whereOf, wordsOf, type Searching } from './search-where.ts';
import { isCommon, rankQuery } from './search-words.ts';

/** Ranked search looks at this many matches, the newest of them. */
export const rankedTo = 400;

/** Where the newest quarter has more than one in so many of those gathered at most, all have more than that. */
const earlyShare = 5;

/** Lines read of a record; a row shows no more. */
const linesRead = 6;

/** Columns of `ListRow` but for its place. */
export const listColumns = sql`
  s.id, s.ref, s.status, s.seizure_date as "seizureDate", s.country, s.place_name as "placeName", s.location,
  s.headings, s.line_count as "lineCount",
  s.origin, s.departure, s.transit, s.destination, s.transport, s.concealment, s.synthetic,
  coalesce((select json_agg(json_build_object('heading', g.heading, 'product', g.product, 'quantity', g.quantity,
        'unit', g.unit, 'currency', case when g.unit = 'amount' then (
          select x.record #>> array['lines', (g.line_no - 1)::text, 'currency'] from seizure_records x
          where x.seizure_id = s.id) end) order by g.line_no)
      from goods_lines g where g.seizure_id = s.id and g.line_no <= ${linesRead}::int), '[]') as goods`;

interface Order {
  readonly column: Sql;
  readonly type: Sql;
  readonly descending: boolean;
}
const recorded = sql`recorded_at`;
const orders: Readonly<Record<Sort, Order>> = {
  newest: { column: sql`seizure_date`, type: sql`date`, descending: true },
  oldest: { column: sql`seizure_date`, type: sql`date`, descending: false },
  recorded: { column: recorded, type: sql`timestamptz`, descending: true },
  relevance: { column: sql`rank`, type: sql`float4`, descending: true },
};

/**
 * One page of a search with its count, and the search noted in the trail: one statement. `known` is a count taken a
 * moment ago, which spares counting again while an officer turns pages. Search statements stay unnamed: a named one
 * would soon be planned without looking at its values, and a rare country and a common heading need different plans (15
 * ms against 0.3 for the same page). Only a list as it is first opened has a name, which saves reading and planning it,
 * half of its time: its heading is in its text. Where a replica reads, which writes nothing, the trail is written
 * meanwhile, and nothing is answered before it is.
 */
export async function searchSeizures(
  on: Queryable,
  searching: Searching,
  known?: number,
  reads?: Reads,
): Promise<ResultPage> {
  const { viewer, criteria } = searching;
  const deed = { action: 'seizure.searched', detail: plain(criteria) } as const;
  if (!reads?.isElsewhere()) {
    const statement = resultStatement(searching, known, [sql`noted as (${noteRead(viewer, deed)})`]);
    const name = isEntry(criteria) && known !== undefined ? 'seizure_list' : undefined;
    return toPage(criteria, await queryRows<ListRow & { total: number }>(on, statement, name));
  }
  const [rows] = await Promise.all([
    queryRows<ListRow & { total: number }>(reads, resultStatement(searching, known)),
    recordRead(on, viewer, deed),
  ]);
  return toPage(criteria, rows);
}

/**
 * The rows of a page beside the count: what the bench runs raw. `before` are named queries to run with it, `gathered`
 * how many matches of words are gathered, where that is not as many as are counted.
 */
export function resultStatement(
  searching: Searching,
  known?: number,
  before: readonly Sql[] = [],
  gathered?: number,
): Sql {
  const found = foundBy(searching, gathered);
  const counting = known === undefined ? found.counting : sql`select ${known}::int`;
  const named = [...before, ...found.named];
  return sql`
    ${named.length > 0 ? sql`with ${join(named, ',\n')}` : empty}
    select (${counting}) as total, p.* from (select 1) one left join lateral (${found.page}) p on true`;
}

interface Found {
  readonly named: readonly Sql[];
  readonly counting: Sql;
  readonly page: Sql;
}

function foundBy(searching: Searching, gathered?: number): Found {
  if (searchesWords(searching)) return wordResult(searching, gathered);
  return searching.criteria.own.length > 0 ? ownResult(searching) : plainResult(searching);
}

function plainResult(searching: Searching): Found {
  const { criteria } = searching;
  return {
    named: [],
    counting: countingOf(searching),
    page: pageOf(criteria, keysOf(criteria, matching(searching), sql`s`)),
  };
}

/**
 * With a filter of an own field, up to `countedTo` matches are gathered once, for count and page alike. Where there are
 * more, the value is common, and the page is cut by walking the list: the half that is not needed costs nothing. The
 * slowest field then takes 38 ms, against 89 counted and cut apart and 110 gathered whole.
 */
function ownResult(searching: Searching): Found {
  const { criteria } = searching;
  const from = matching(searching);
  const few = keysOf(criteria, sql`from hits h where (select n from found) <= ${countedTo}::int`, sql`h`);
  const many = keysOf(criteria, sql`${from} and (select n from found) > ${countedTo}::int`, sql`s`);
  return {
    named: [
      sql`hits as materialized (select s.id, s.seizure_date, s.recorded_at ${from} limit ${countedTo + 1})`,
      sql`found as materialized (select count(*)::int as n from hits)`,
    ],
    counting: sql`select n from found`,
    page: pageOf(criteria, sql`(${few}) union all (${many})`),
  };
}

/**
 * With words, the matches are gathered once, for count and page alike, in shares of the records. Where the newest
 * quarter has more than are counted, or all have more than `mostGathered`, the page is found by itself: of many matches
 * a walk of the list by date soon meets enough, and it is endless for rare ones. Where the newest foretell that many,
 * no more are gathered than are counted. Ranked search ranks the newest: the cap says which. Of a common word nothing
 * is gathered, as nobody counts it.
 */
function wordResult(searching: Searching, gathered?: number): Found {
  const { criteria, words } = searching;
  const common = (isUnfiltered(criteria) ? isCommon(criteria.q, words) : undefined) ?? sql`false`;
  const [early, most] =
    gathered === undefined
      ? [countedTo, mostGathered(criteria, rankedTo, countedTo)]
      : [gathered, sql`${gathered}::int`];
  const matches = sql`
    select s.id, s.seizure_date, s.recorded_at from seizures s
    where ${whereOf(searching)} ${isSplit(criteria) ? sql`and ${isOfShare}` : empty}`;
  const named = [
    sql`common as materialized (select ${common} as yes)`,
    sql`shares as materialized (${sharesOf(criteria)})`,
    sql`newest as materialized (
      select h.* from shares share cross join lateral (
        ${matches} and not (select yes from common) limit ${early + 1}) h
      where share.early limit ${early + 1})`,
    sql`soon as materialized (
      select (select yes from common) or n > ${early}::int as yes,
        greatest(0, case when n > most / ${earlyShare} then ${early}::int else most end - n + 1) as "left"
      from most, (select count(*)::int as n from newest) found)`,
    sql`others as materialized (
      select h.* from shares share cross join lateral (
        ${matches} and not (select yes from soon) limit (select "left" from soon)) h
      where not share.early limit (select "left" from soon))`,
    sql`hits as materialized (select * from newest union all select * from others)`,
    sql`many as materialized (
      select yes or "left" <= (select count(*) from others) as yes from soon)`,
  ];
  const walked = walkOf(searching);
  return {
    named: [
      sql`most as materialized (select ${most} as most)`,
      ...named,
      ...(criteria.sort === 'relevance' ? [rankedOf(searching, walked)] : []),
    ],
    counting: sql`
      select case when (select yes from many) then ${countedTo + 1} else least(count(*), ${countedTo + 1}) end::int
      from hits`,
    page: pageOf(criteria, wordKeys(criteria, walked)),
  };
}

/**
 * Matches in the order of their days, met one after the other. PostgreSQL, which does not know how many a phrase has,
 * would rather read all of them and sort: so the words are looked for in each record that the list comes to.
 */
function walkOf(searching: Searching): Sql {
  const { criteria } = searching;
  if (criteria.sort === 'recorded')
    return sql`
      select s.id, s.seizure_date, s.recorded_at from seizures s
      where ${whereOf(searching)} and (select yes from many)`;
  // Ranked are the newest, whichever page of them is shown.
  const [direction, from] =
    criteria.sort === 'relevance' ? [sql`desc`, empty] : [orderOf(criteria).direction, beyond(criteria, sql`s`)];
  return sql`
    select s.id, s.seizure_date, s.recorded_at
    from (select s.* from seizures s where ${besideWords(searching)} ${from} and (select yes from many)
        order by s.seizure_date ${direction}, s.id ${direction} offset 0) s
      cross join lateral (select 1 where ${join(wordsOf(searching), ' and ')} offset 0) met`;
}

/** The newest matches with their ranks: of those gathered, or of those a walk of the list meets. */
function rankedOf({ criteria, words }: Searching, walked: Sql): Sql {
  const query = rankQuery(criteria.q, words) ?? sql`''::tsquery`;
  const newest = (from: Sql): Sql => sql`
    (select id from (${from}) h order by seizure_date desc, id desc limit ${rankedTo})`;
  return sql`
    ranked as materialized (select s.id, ts_rank(s.document, (select ${query})) as rank
      from (${newest(sql`select * from hits where not (select yes from many)`)} union all ${newest(walked)}) h
      join seizures s on s.id = h.id)`;
}

function wordKeys(criteria: Criteria, walked: Sql): Sql {
  if (criteria.sort === 'relevance') return keysOf(criteria, sql`from ranked h where true`, sql`h`);
  const gathered = keysOf(criteria, sql`from hits h where not (select yes from many)`, sql`h`);
  return sql`(${gathered}) union all (${keysOf(criteria, sql`from (${walked}) h where true`, sql`h`)})`;
}

/**
 * Counts what a search finds, to one more than `countedTo`. Ranking changes the order, not the number, and is left out.
 */
function countingOf(searching: Searching): Sql {
  return sql`select count(*)::int from (select 1 ${matching(searching)} limit ${countedTo + 1}) c`;
}

/**
 * What each of some other searches would find, in one statement: for a page that found nothing, which filter to drop.
 */
export async function countSearches(on: Queryable, searchings: readonly Searching[]): Promise<number[]> {
  if (searchings.length === 0) return [];
  const counts = join(searchings.map(countingOf), '), (');
  const row = await queryRow<{ counts: number[] }>(on, sql`select array[(${counts})] as counts`);
  return row?.counts ?? [];
}

/** `from …where…` of the search without ranking. */
function matching(searching: Searching): Sql {
  return sql`from seizures s where ${whereOf(searching)}`;
}

/** The order's column, and its direction: turned where the page before a place is asked for. */
function orderOf({ sort, before }: Criteria): Order & { readonly isFalling: boolean; readonly direction: Sql } {
  const order = orders[sort];
  const isFalling = order.descending !== (before !== undefined);
  return { ...order, isFalling, direction: isFalling ? sql`desc` : sql`asc` };
}

/** Order value and id of the rows of a page, cut from rows that have both. */
function keysOf(criteria: Criteria, source: Sql, alias: Sql): Sql {
  const { column, direction } = orderOf(criteria);
  return sql`
    select ${alias}.${column}, ${alias}.id ${source} ${beyond(criteria, alias)}
    order by ${alias}.${column} ${direction}, ${alias}.id ${direction} limit ${literal(criteria.rows + 1)}`;
}

/** That a row comes after the place a page begins at, or before it where pages are turned back. */
function beyond(criteria: Criteria, alias: Sql): Sql {
  const { type, column, isFalling } = orderOf(criteria);
  const place = criteria.after ?? criteria.before;
  if (!place) return empty;
  const key = sql`(${alias}.${column}, ${alias}.id)`;
  return sql`and ${key} ${isFalling ? sql`<` : sql`>`} (${place.value}::${type}, ${place.id}::bigint)`;
}

/** A page of the rows whose keys are given: only the rows shown are fetched whole. */
function pageOf(criteria: Criteria, keys: Sql): Sql {
  const { column, direction } = orderOf(criteria);
  const value =
    column === recorded
      ? sql`to_char(k.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
      : sql`k.${column}::text`;
  return sql`
    select ${listColumns}, ${value} as place from (${keys}) k
    join seizures s on s.id = k.id order by k.${column} ${direction}, k.id ${direction}`;
}
