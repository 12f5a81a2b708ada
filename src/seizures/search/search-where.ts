import type { Viewer } from '../../access/index.ts';
import type { Lists, Offices } from '../../reference/index.ts';
import { baseQuantity } from '../record/compute.ts';
import { currentStatuses, routeNames } from './criteria.ts';
import type { Criteria, FacetName, RouteName } from './criteria.ts';
import { termOf } from '../record/search-columns.ts';
import { ownConditions } from '../own-fields/search-conditions.ts';
import { visibleSeizures } from '../scope.ts';
import type { WordIndex } from './search-words.ts';
import { tsQuery } from './search-words.ts';
import { empty, join, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';

export interface Searching {
  readonly viewer: Viewer;
  readonly criteria: Criteria;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly words: WordIndex;
}

const and = (parts: readonly Sql[]): Sql => join(parts, '\n and ');

/**
 * The whole condition of a search on `seizures s`, leaving out some facets' own filters when asked. Filters of own
 * fields stand for the headings they belong to: with both, the planner would multiply what is one condition, and expect
 * too little.
 */
export function whereOf(searching: Searching, without: readonly FacetName[] = []): Sql {
  const { criteria } = searching;
  const parts: Sql[] = [visibleSeizures(searching.viewer)];
  const own = without.includes('heading') ? [] : criteria.own;
  for (const name of Object.keys(facetFilters) as FacetName[]) {
    if (without.includes(name) || (name === 'heading' && own.length > 0)) continue;
    const values = name === 'status' ? statusesOf(criteria) : criteria[name];
    if (values.length > 0) parts.push(facetFilters[name](values, searching));
  }
  for (const name of routeNames) if (criteria[name].length > 0) parts.push(routeFilter(name, criteria[name]));
  parts.push(...ownConditions(own, criteria.heading), ...otherFilters(searching));
  return and(parts);
}

/** Statuses the result may have: those asked for, else the records in force. */
export function statusesOf({ status }: Criteria): readonly string[] {
  return status.length > 0 ? status : currentStatuses;
}

/** Whether words are searched. */
export function searchesWords({ criteria, words }: Searching): boolean {
  return tsQuery(criteria.q, words) !== undefined;
}

type FacetFilter = (values: readonly string[], searching: Searching) => Sql;
const oneOf =
  (column: Sql): FacetFilter =>
  values =>
    values.length === 1 ? sql`s.${column} = ${values[0] ?? ''}` : sql`s.${column} = any(${[...values]}::text[])`;

const facetFilters: Readonly<Record<FacetName, FacetFilter>> = {
  // With words, the heading's lexeme joins them in one index; without, the plain column has its own.
  heading: (values, searching) =>
    searchesWords(searching)
      ? sql`s.document @@ ${values.map(code => `'${termOf('heading', code)}'`).join(' | ')}::tsquery`
      : sql`s.headings ${values.length === 1 ? sql`@>` : sql`&&`} ${[...values]}::text[]`,
  country: oneOf(sql`country`),
  status: oneOf(sql`status`),
  transport: withChildren('transport'),
  concealment: oneOf(sql`concealment`),
  detection: oneOf(sql`detection`),
  location: oneOf(sql`location`),
  direction: oneOf(sql`direction`),
  office: (values, { offices }) => sql`s.office_id = any(${values.map(code => offices.byCode(code)?.id ?? -1)}::int[])`,
};

/** Asking for a mode asks for its kinds too: AIR is also AIR-PAX, AIR-CARGO … */
function withChildren(name: 'transport'): FacetFilter {
  return (values, { lists }) => {
    const codes = values.flatMap(code => [code, ...lists.children(name, code).map(fact => fact.code)]);
    return sql`s.transport = any(${[...new Set(codes)]}::text[])`;
  };
}

const routeColumns: Readonly<Record<RouteName, Sql>> = {
  origin: sql`origin`,
  departure: sql`departure`,
  transit: sql`transit`,
  destination: sql`destination`,
};

function routeFilter(name: RouteName, values: readonly string[]): Sql {
  return name === 'transit'
    ? sql`s.transit && ${[...values]}::text[]`
    : sql`s.${routeColumns[name]} = any(${[...values]}::text[])`;
}

function otherFilters({ criteria, lists, words }: Searching): Sql[] {
  const { from, to, product, import: importId } = criteria;
  const parts: Sql[] = [];
  const query = tsQuery(criteria.q, words);
  if (query) parts.push(sql`s.document @@ (${query})`);
  else if (criteria.q !== '') parts.push(sql`false`); // signs and empty words only: no text holds them
  if (from) parts.push(sql`s.seizure_date >= ${from}::date`);
  if (to) parts.push(sql`s.seizure_date <= ${to}::date`);
  if (product.length > 0) parts.push(sql`s.products && ${[...product]}::text[]`);
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
    exists (select 1 from goods_lines g
        where g.seizure_id = s.id and g.base_unit = ${lowest.unit} and g.base_quantity >= ${lowest.quantity}::numeric
    ${highest ? sql`and g.base_quantity <= ${highest.quantity}::numeric` : empty})`;
}
