import { facetNames, routeNames, usualSort } from './criteria.ts';
import type { Criteria } from './criteria.ts';

/** One filter that is on, as a chip shows it, and the criteria without it. */
export interface ActiveFilter {
  /** Parameter, or the group a chip stands for: 'date' (from, to) and 'quantity' (min, max, unit). */
  readonly name: string;
  /** The code of a chip that stands for one of several values; absent for the others. */
  readonly value?: string;
  readonly without: Criteria;
}

const groups: Readonly<Record<string, readonly (keyof Criteria)[]>> = {
  q: ['q'],
  date: ['from', 'to'],
  quantity: ['min', 'max', 'unit'],
  import: ['import'],
};
/** The order of the filter panel. */
const panel = [
  'q',
  'date',
  'country',
  'heading',
  'product',
  'status',
  'transport',
  'concealment',
  ...routeNames,
  'detection',
  'quantity',
  'location',
  'direction',
  'office',
  'import',
] as const;
const many: ReadonlySet<string> = new Set<string>([...facetNames, ...routeNames, 'product']);

/** Every filter that is on, in the order of the panel. Statuses are one filter: dropping one of them would add another. */
export function activeFilters(criteria: Criteria): ActiveFilter[] {
  return panel.flatMap((name): ActiveFilter[] => {
    if (!many.has(name)) return filterOfGroup(criteria, name);
    const values = criteria[name as 'country'];
    if (name === 'status') return values.length > 0 ? [{ name, without: starting({ ...criteria, status: [] }) }] : [];
    return values.map(value => ({
      name,
      value,
      without: starting({ ...criteria, [name]: values.filter(one => one !== value) }),
    }));
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
