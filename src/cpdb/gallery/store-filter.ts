import { publishedPictures } from '../pictures/scope.ts';
import type { Filter } from './query.ts';
import { holdsWords } from './store-words.ts';
import { join, sql, type Sql } from '../../db/sql.ts';

export const facetNames = ['place', 'transport', 'detection', 'shows', 'heading', 'product', 'region', 'year'] as const;
export type FacetName = (typeof facetNames)[number];

/** What a facet groups and filters by. Alias `p`. */
export const columnOf: Readonly<Record<FacetName, Sql>> = {
  place: sql`p.concealment`,
  transport: sql`p.transport`,
  detection: sql`p.detection`,
  shows: sql`p.shows`,
  heading: sql`p.heading`,
  product: sql`p.product`,
  region: sql`p.region_id`,
  year: sql`p.year`,
};
const typeOf = (name: FacetName): Sql => (name === 'region' || name === 'year' ? sql`int` : sql`text`);

/**
 * The condition of list, counts and facets alike: what is published, narrowed by the filters but those of some facets.
 */
export function whereOf(filter: Filter, without: readonly FacetName[] = []): Sql {
  const named = facetNames.filter(name => filter[name].length > 0 && !without.includes(name));
  const parts: Sql[] = [
    publishedPictures,
    ...named.map(name => oneOf(name, filter[name].map(String))),
    ...(filter.words === '' ? [] : [holdsWords(filter.clauses)]),
  ];
  return join(parts, ' and ');
}

/** One value is an equation: an index on it is walked in the order of the gallery. */
function oneOf(name: FacetName, values: readonly string[]): Sql {
  const [only = '', ...more] = values;
  return more.length === 0
    ? sql`${columnOf[name]} = ${only}::${typeOf(name)}`
    : sql`${columnOf[name]} = any(${[...values]}::${typeOf(name)}[])`;
}
