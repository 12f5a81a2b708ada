import type { Fragment } from '../../db/sql.ts';
import { publishedPictures } from '../pictures/scope.ts';
import type { Filter } from './query.ts';

export const facetNames = ['place', 'transport', 'shows', 'heading', 'product', 'region', 'year'] as const;
export type FacetName = (typeof facetNames)[number];

/** What a facet groups and filters by. Alias `p`. */
export const columnOf: Readonly<Record<FacetName, string>> = {
  place: 'p.concealment',
  transport: 'p.transport',
  shows: 'p.shows',
  heading: 'p.heading',
  product: 'p.product',
  region: 'p.region_id',
  year: 'p.year',
};
const typeOf = (name: FacetName): string => (name === 'region' || name === 'year' ? 'int' : 'text');

/** The condition of list, counts and facets alike: what is published, narrowed by the filters but those of some facets. */
export function whereOf(filter: Filter, without: readonly FacetName[] = []): Fragment {
  const named = facetNames.filter(name => filter[name].length > 0 && !without.includes(name));
  const parts: Fragment[] = [
    publishedPictures,
    ...named.map(name => oneOf(name, filter[name].map(String))),
    ...(filter.words === ''
      ? []
      : [
          {
            text: `p.words @@ (websearch_to_tsquery('cen_en', ?) || websearch_to_tsquery('cen_fr', ?))`,
            bindings: [filter.words, filter.words],
          },
        ]),
  ];
  return { text: parts.map(({ text }) => text).join(' and '), bindings: parts.flatMap(({ bindings }) => bindings) };
}

/** One value is an equation: an index on it is walked in the order of the gallery. */
function oneOf(name: FacetName, values: readonly string[]): Fragment {
  const [only = '', ...more] = values;
  return more.length === 0
    ? { text: `${columnOf[name]} = ?::${typeOf(name)}`, bindings: [only] }
    : { text: `${columnOf[name]} = any(?::${typeOf(name)}[])`, bindings: [[...values]] };
}
