import type { Viewer } from '../../access/index.ts';
import type { Fragment } from '../../db/sql.ts';
import type { Lists, Offices } from '../../reference/index.ts';
import { baseQuantity } from '../record/compute.ts';
import { currentStatuses, routeNames } from './criteria.ts';
import type { Criteria, FacetName, RouteName } from './criteria.ts';
import { termOf } from '../record/search-columns.ts';
import { ownConditions } from '../own-fields/conditions.ts';
import { visibleSeizures } from '../scope.ts';
import type { WordIndex } from './search-words.ts';
import { tsQuery } from './search-words.ts';

export interface Searching {
  readonly viewer: Viewer;
  readonly criteria: Criteria;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly words: WordIndex;
}

const and = (parts: readonly Fragment[]): Fragment => ({
  text: parts.map(({ text }) => text).join('\n and '),
  bindings: parts.flatMap(({ bindings }) => bindings),
});

/**
 * The whole condition of a search on `seizures s`, leaving out some facets' own filters when asked. Filters of own fields
 * stand for the headings they belong to: with both, the planner would multiply what is one condition, and expect too little.
 */
export function whereOf(searching: Searching, without: readonly FacetName[] = []): Fragment {
  const { criteria } = searching;
  const parts: Fragment[] = [visibleSeizures(searching.viewer)];
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

type FacetFilter = (values: readonly string[], searching: Searching) => Fragment;
const oneOf =
  (column: string): FacetFilter =>
  values =>
    values.length === 1
      ? { text: `s.${column} = ?`, bindings: [values[0] ?? ''] }
      : { text: `s.${column} = any(?::text[])`, bindings: [[...values]] };

const facetFilters: Readonly<Record<FacetName, FacetFilter>> = {
  // With words, the heading's lexeme joins them in one index; without, the plain column has its own.
  heading: (values, searching) =>
    searchesWords(searching)
      ? { text: 's.document @@ ?::tsquery', bindings: [values.map(code => `'${termOf('heading', code)}'`).join(' | ')] }
      : { text: `s.headings ${values.length === 1 ? '@>' : '&&'} ?::text[]`, bindings: [[...values]] },
  country: oneOf('country'),
  status: oneOf('status'),
  transport: withChildren('transport'),
  concealment: oneOf('concealment'),
  detection: oneOf('detection'),
  location: oneOf('location'),
  direction: oneOf('direction'),
  office: (values, { offices }) => ({
    text: 's.office_id = any(?::int[])',
    bindings: [values.map(code => offices.byCode(code)?.id ?? -1)],
  }),
};

/** Asking for a mode asks for its kinds too: AIR is also AIR-PAX, AIR-CARGO … */
function withChildren(name: 'transport'): FacetFilter {
  return (values, { lists }) => {
    const codes = values.flatMap(code => [code, ...lists.children(name, code).map(fact => fact.code)]);
    return { text: `s.${name} = any(?::text[])`, bindings: [[...new Set(codes)]] };
  };
}

function routeFilter(name: RouteName, values: readonly string[]): Fragment {
  return name === 'transit'
    ? { text: 's.transit && ?::text[]', bindings: [[...values]] }
    : { text: `s.${name} = any(?::text[])`, bindings: [[...values]] };
}

function otherFilters({ criteria, lists, words }: Searching): Fragment[] {
  const { from, to, product, import: importId } = criteria;
  const parts: Fragment[] = [];
  const query = tsQuery(criteria.q, words);
  if (query) parts.push({ text: `s.document @@ (${query.text})`, bindings: query.bindings });
  else if (criteria.q !== '') parts.push({ text: 'false', bindings: [] }); // signs and empty words only: no text holds them
  if (from) parts.push({ text: 's.seizure_date >= ?::date', bindings: [from] });
  if (to) parts.push({ text: 's.seizure_date <= ?::date', bindings: [to] });
  if (product.length > 0) parts.push({ text: 's.products && ?::text[]', bindings: [[...product]] });
  if (importId !== undefined) parts.push({ text: 's.import_id = ?::bigint', bindings: [importId] });
  const quantity = quantityFilter(criteria, lists);
  if (quantity) parts.push(quantity);
  return parts;
}

/** Quantities compare within their kind only: 2 kg finds 2,000 g, never two litres. */
function quantityFilter({ min, max, unit }: Criteria, lists: Lists): Fragment | undefined {
  if (unit === undefined) return undefined;
  const lowest = baseQuantity(min ?? 0, unit, lists.lookUp);
  const highest = max === undefined ? undefined : baseQuantity(max, unit, lists.lookUp);
  if (!lowest) return undefined;
  return {
    text: `exists (select 1 from goods_lines g where g.seizure_id = s.id and g.base_unit = ? and g.base_quantity >= ?::float8
      ${highest ? 'and g.base_quantity <= ?::float8' : ''})`,
    bindings: [lowest.unit, lowest.quantity, ...(highest ? [highest.quantity] : [])],
  };
}
