import { facetNames, routeNames, usualSort, type Criteria } from './criteria.ts';
import { filtersWithin, type OwnFilter } from '../own-fields/criteria.ts';

/** One filter that is on, as a chip shows it, and the criteria without it. */
export interface ActiveFilter {
  /** Parameter, or the group a chip stands for: 'date' (from, to) and 'quantity' (min, max, unit). */
  readonly name: string;
  /** The code of a chip that stands for one of several values; absent for the others. */
  readonly value?: string;
  /** The filter of an own field, which `name` is then the name of. */
  readonly own?: OwnFilter;
  readonly without: Criteria;
}

const groups: Readonly<Record<string, readonly (keyof Criteria)[]>> = {
  q: ['q'],
  date: ['from', 'to'],
  quantity: ['min', 'max', 'unit'],
  import: ['import'],
  place: ['place'],
  port: ['port', 'portAs'],
  container: ['container'],
  leg: ['leg'],
  held: ['held'],
};
/** The order of the filter panel. */
const panel = [
  'q',
  'date',
  'country',
  'heading',
  'own',
  'product',
  'place',
  'port',
  'container',
  'status',
  'transport',
  'concealment',
  ...routeNames,
  'leg',
  'detection',
  'quantity',
  'location',
  'direction',
  'office',
  'import',
  'held',
] as const;
const many: ReadonlySet<string> = new Set<string>([...facetNames, ...routeNames, 'product']);

/** Whether nothing but words is asked for. */
export function isUnfiltered(criteria: Criteria): boolean {
  return activeFilters(criteria).every(({ name }) => name === 'q');
}

/** A list as it is first opened: of all records, or of a heading. */
export function isEntry(criteria: Criteria): boolean {
  const { heading, sort, rows, after, before } = criteria;
  const isFirst = after === undefined && before === undefined && sort === 'newest' && rows === 25;
  return isFirst && heading.length < 2 && activeFilters(criteria).every(({ name }) => name === 'heading');
}

/**
 * Every filter that is on, in the order of the panel. Statuses are one filter: dropping one of them would add another.
 */
export function activeFilters(criteria: Criteria): ActiveFilter[] {
  return panel.flatMap((name): ActiveFilter[] => {
    if (name === 'own') return criteria.own.flatMap(filter => filtersOfField(criteria, filter));
    if (!many.has(name)) return filterOfGroup(criteria, name);
    const values = criteria[name as 'country'];
    if (name === 'status') return values.length > 0 ? [{ name, without: starting({ ...criteria, status: [] }) }] : [];
    return values.map(value => ({
      name,
      value,
      without: starting(fitting({ ...criteria, [name]: values.filter(one => one !== value) })),
    }));
  });
}

/** Without a heading, what was asked of its own fields is not asked either. */
function fitting(criteria: Criteria): Criteria {
  return { ...criteria, own: filtersWithin(criteria.own, criteria.heading) };
}

/** A chip for each value; one for words, a range or dates. */
function filtersOfField(criteria: Criteria, filter: OwnFilter): ActiveFilter[] {
  const others = (left: readonly OwnFilter[]): Criteria =>
    starting({ ...criteria, own: criteria.own.flatMap(one => (one === filter ? left : [one])) });
  const { name } = filter;
  if (filter.kind !== 'values') return [{ name, own: filter, without: others([]) }];
  return filter.values.map(value => {
    const values = filter.values.filter(one => one !== value);
    return { name, value, own: filter, without: others(values.length > 0 ? [{ ...filter, values }] : []) };
  });
}

function filterOfGroup(criteria: Criteria, name: string): ActiveFilter[] {
  const parts = groups[name] ?? [];
  if (!parts.some(part => criteria[part] !== undefined && criteria[part] !== '')) return [];
  const rest = Object.fromEntries(
    Object.entries(criteria).filter(([key]) => !parts.includes(key as keyof Criteria)),
  ) as unknown as Criteria;
  return [{ name, without: starting(name === 'q' ? withoutWords(rest) : rest) }];
}

function withoutWords(rest: Criteria): Criteria {
  return { ...rest, q: '', sort: rest.sort === 'relevance' ? usualSort('') : rest.sort };
}

/** At the first page: a place in one list is none in another. */
function starting({ after: _after, before: _before, ...criteria }: Criteria): Criteria {
  return criteria;
}
