import type { Viewer } from '../../access/index.ts';
import type { Lists, Offices } from '../../reference/index.ts';
import { hasWord } from '../copy/words-in-copy.ts';
import { headingCodes } from '../goods/heading.ts';
import { baseQuantity } from '../record/compute.ts';
import { containerQuery } from '../record/references.ts';
import { hidingCodes } from './hiding-places.ts';
import { currentStatuses, routeNames, type Criteria, type FacetName, type RouteName } from './criteria.ts';
import { termOf } from '../record/search-columns.ts';
import { placeFilter } from './search-places.ts';
import { portFilter } from './search-ports.ts';
import { ownConditions } from '../own-fields/search-conditions.ts';
import { visibleSeizures } from '../scope.ts';
import { hasWords, requiredQueries, type WordIndex } from './search-words.ts';
import { empty, join, raw, sql, type Sql } from '../../db/sql.ts';

/** Records of a day and after it that have the words of a search. */
export interface FoundWords {
  /** YYYY-MM-DD. */
  readonly from: string;
  /** Words of which one is enough, each of which most records have. */
  readonly words: readonly string[];
  /** Numbers of the others: `1,2,3`. */
  readonly ids: string;
}

export interface Searching {
  readonly viewer: Viewer;
  readonly criteria: Criteria;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly words: WordIndex;
  /** Records that have the words, where they were looked up before. */
  readonly found?: FoundWords;
  /** What may be counted, where that is not what the viewer may see: of figures for everybody. */
  readonly scope?: Sql;
}

const and = (parts: readonly Sql[]): Sql => join(parts, '\n and ');

/**
 * The whole condition of a search on `seizures s`, leaving out some facets' own filters when asked. `scope` is the
 * viewer's, but where records are counted alone. Filters of own
 * fields stand for the headings they belong to: with both, the planner would multiply what is one condition, and expect
 * too little.
 */
export function whereOf(
  searching: Searching,
  without: readonly FacetName[] = [],
  scope: Sql = searching.scope ?? visibleSeizures(searching.viewer),
): Sql {
  return and([besideWords(searching, without, scope), ...wordsOf(searching)]);
}

/** The same but for the words. */
export function besideWords(
  searching: Searching,
  without: readonly FacetName[] = [],
  scope: Sql = searching.scope ?? visibleSeizures(searching.viewer),
): Sql {
  const { criteria } = searching;
  const parts: Sql[] = [scope];
  const own = without.includes('heading') ? [] : criteria.own;
  for (const name of Object.keys(facetFilters) as FacetName[]) {
    if (without.includes(name) || (name === 'heading' && own.length > 0)) continue;
    if (name === 'status' && criteria.status.length === 0) parts.push(isCurrent);
    else if (criteria[name].length > 0) parts.push(facetFilters[name](criteria[name], searching));
  }
  for (const name of routeNames) if (criteria[name].length > 0) parts.push(routeFilter(name, criteria[name]));
  parts.push(...ownConditions(own, criteria.heading), ...otherFilters(searching));
  return and(parts);
}

/** Of every search that asks for no other: part of its text, so that its plan knows how many they are. */
const isCurrent = sql`s.status in (${join(currentStatuses.map(status => raw(`'${status}'`)))})`;

/** Statuses the result may have: those asked for, else the records in force. */
export function statusesOf({ status }: Criteria): readonly string[] {
  return status.length > 0 ? status : currentStatuses;
}

/** Whether words are searched. */
export function searchesWords({ criteria }: Pick<Searching, 'criteria'>): boolean {
  return hasWords(criteria.q);
}

type FacetFilter = (values: readonly string[], searching: Searching) => Sql;
const oneOf =
  (column: Sql): FacetFilter =>
  values =>
    values.length === 1 ? sql`s.${column} = ${values[0] ?? ''}` : sql`s.${column} = any(${[...values]}::text[])`;

/** One of fourteen as part of the text: a list of a heading is asked for so often that its plan is kept. */
const headingTexts: ReadonlyMap<string, Sql> = new Map(headingCodes.map(code => [code, raw(`'${code}'`)]));
const ofHeading = (code = ''): Sql => headingTexts.get(code) ?? sql`${code}`;

const facetFilters: Readonly<Record<FacetName, FacetFilter>> = {
  // With words, the heading's lexeme joins them in one index; without, the plain column has its own.
  heading: (values, searching) =>
    searchesWords(searching) && !isFound(searching)
      ? sql`s.document @@ ${values.map(code => `'${termOf('heading', code)}'`).join(' | ')}::tsquery`
      : values.length === 1
        ? sql`s.headings @> array[${ofHeading(values[0])}::text]`
        : sql`s.headings && ${[...values]}::text[]`,
  country: oneOf(sql`country`),
  status: oneOf(sql`status`),
  transport: (values, { lists }) => sql`s.transport = any(${transportCodes(values, lists)}::text[])`,
  concealment: (values, searching) => oneOf(sql`concealment`)(hidingCodes(searching.lists, values), searching),
  detection: oneOf(sql`detection`),
  location: oneOf(sql`location`),
  direction: oneOf(sql`direction`),
  office: (values, { offices }) => sql`s.office_id = any(${values.map(code => offices.byCode(code)?.id ?? -1)}::int[])`,
};

/** Asking for a mode asks for its kinds too: AIR is also AIR-PAX, AIR-CARGO … */
export function transportCodes(values: readonly string[], lists: Lists): string[] {
  const codes = values.flatMap(code => [code, ...lists.children('transport', code).map(fact => fact.code)]);
  return [...new Set(codes)];
}

const routeColumns: Readonly<Record<Exclude<RouteName, 'touches'>, Sql>> = {
  origin: sql`origin`,
  departure: sql`departure`,
  transit: sql`transit`,
  destination: sql`destination`,
};

function routeFilter(name: RouteName, values: readonly string[]): Sql {
  if (name === 'touches') {
    const parts = (['origin', 'departure', 'transit', 'destination'] as const).map(part => routeFilter(part, values));
    return sql`(s.country = any(${[...values]}::text[]) or ${join(parts, ' or ')})`;
  }
  return name === 'transit'
    ? sql`s.transit && ${[...values]}::text[]`
    : sql`s.${routeColumns[name]} = any(${[...values]}::text[])`;
}

/** Records that state one country right after the other. PostgreSQL and the copy in columns both take it. */
function legFilter(step: string): Sql {
  const transit = sql`coalesce(nullif(array_to_string(s.transit, '>'), '') || '>', '')`;
  const way = sql`'>' || coalesce(s.departure, '') || '>' || ${transit} || coalesce(s.destination, '') || '>'`;
  return sql`(${way}) like ${`%>${step}>%`}`;
}

/** Whether the words of a search need not be looked up again: of earlier records they were not. */
function isFound({ criteria: { from }, found }: Searching): boolean {
  return found !== undefined && from !== undefined && from >= found.from;
}

/** That a record has the words, in parts that are all required. */
export function wordsOf(searching: Searching): Sql[] {
  const { criteria, words, found } = searching;
  if (found && isFound(searching)) return [ofFound(found)];
  const queries = requiredQueries(criteria.q, words);
  // Signs and empty words only: no text holds them.
  if (queries.length === 0 && criteria.q !== '') return [sql`false`];
  return queries.map(query => sql`s.document @@ ${query}`);
}

function ofFound({ words, ids }: FoundWords): Sql {
  return sql`(${join([...words.map(hasWord), sql`s.id = any(string_to_array(${ids}, ',')::bigint[])`], ' or ')})`;
}

function otherFilters({ criteria, lists }: Searching): Sql[] {
  const { from, to, product, import: importId } = criteria;
  const parts: Sql[] = [];
  if (from) parts.push(sql`s.seizure_date >= ${from}::date`);
  if (to) parts.push(sql`s.seizure_date <= ${to}::date`);
  if (product.length > 0) parts.push(sql`s.products && ${[...product]}::text[]`);
  if (criteria.place) parts.push(placeFilter(criteria.place, lists));
  if (criteria.port) parts.push(portFilter({ port: criteria.port, portAs: criteria.portAs }, lists));
  if (criteria.container) parts.push(sql`s.document @@ ${containerQuery(criteria.container)}::tsquery`);
  if (criteria.leg) parts.push(legFilter(criteria.leg));
  if (criteria.held !== undefined) parts.push(sql`s.held`);
  if (importId !== undefined) parts.push(sql`s.import_id = ${importId}::bigint`);
  const quantity = quantityFilter(criteria, lists);
  if (quantity) parts.push(quantity);
  return parts;
}

/** Quantities compare within their kind only: 2 kg finds 2,000 g, never two litres. */
function quantityFilter({ min, max, unit }: Criteria, lists: Lists): Sql | undefined {
  if (unit === undefined) return undefined;
  const lowest = baseQuantity(min ?? 0, unit, lists.lookUp);
  const highest = max === undefined ? undefined : baseQuantity(max, unit, lists.lookUp);
  if (!lowest) return undefined;
  return sql`
    exists (select 1 from goods_lines q
        where q.seizure_id = s.id and q.base_unit = ${lowest.unit} and q.base_quantity >= ${lowest.quantity}::numeric
    ${highest ? sql`and q.base_quantity <= ${highest.quantity}::numeric` : empty})`;
}
