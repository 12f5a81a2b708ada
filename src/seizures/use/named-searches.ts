import { createHash } from 'node:crypto';
import { screenByRules } from '../../personal-data/index.ts';
import { vocabularyOf, type Lists, type Offices } from '../../reference/index.ts';
import type { CountedSearch, NamedSearch } from './store-count.ts';

/** A search of more countries than this asks none of them. */
const mostCountries = 5;

type Known = { readonly lists: Lists; readonly offices: Offices };

/**
 * The searches that name a country, by its code, its office, a place in it or a word. Text that seems to be about a
 * person is kept of none. Pure.
 */
export function namedSearches(searches: readonly CountedSearch[], known: Known): NamedSearch[] {
  return searches.flatMap(search => {
    const criteria = plainly(search.criteria);
    const countries = countriesOf(criteria, known);
    if (countries.length === 0 || countries.length > mostCountries || isPersonal(criteria)) return [];
    const text = JSON.stringify(criteria);
    const digest = createHash('sha256').update(text).digest('hex');
    return [{ ...search, criteria: text, digest, countries }];
  });
}

/** The same question is the same text, however it was typed. */
function plainly(criteria: CountedSearch['criteria']): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(criteria)
      .map(([name, value]) => [name, name === 'q' || name === 'place' ? folded(value) : sorted(value)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

const folded = (value: unknown): string => textOf(value).trim().replace(/\s+/g, ' ').toLowerCase();
const sorted = (value: unknown): unknown => (Array.isArray(value) ? [...value].sort() : value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const textsOf = (value: unknown): string[] => [value].flat().filter(one => typeof one === 'string');

function countriesOf(criteria: Readonly<Record<string, unknown>>, { lists, offices }: Known): string[] {
  const typed = [textOf(criteria.q), textOf(criteria.place)].filter(text => text !== '');
  const meant = typed.flatMap(text =>
    vocabularyOf(lists)
      .read(text)
      .filter(({ not }) => !not)
      .flatMap(({ any }) => any.flatMap(({ codes }) => codes.flatMap(countryOfCode))),
  );
  const ofOffices = textsOf(criteria.office).flatMap(code => offices.byCode(code)?.country ?? []);
  return [...new Set([...textsOf(criteria.country), ...ofOffices, ...meant])].sort();
}

/** "country:ke", or "place:kemba". */
function countryOfCode(code: string): string[] {
  const found = /^(?:country:(\w\w)$|place:(\w\w))/.exec(code);
  const country = found?.[1] ?? found?.[2];
  return country === undefined ? [] : [country.toUpperCase()];
}

function isPersonal(criteria: Readonly<Record<string, unknown>>): boolean {
  return Object.values(criteria).some(value => textsOf(value).some(text => screenByRules(text).length > 0));
}
