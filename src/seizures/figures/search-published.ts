import { empty, sql } from '../../db/sql.ts';
import { publishableSeizures } from '../scope.ts';
import { masksOf } from '../search/search-masked.ts';
import type { Searching } from '../search/search-where.ts';

/** A search as figures for everybody count it, whoever asks. */
export interface PublishedSearches {
  /** Records that every Member's officer may open today. */
  readonly open: Searching;
  /** Released through their RILO: of its region and of no country; undefined where the question could tell more. */
  readonly masked: Searching | undefined;
  /** Both together: not to be asked for a country or a route. */
  readonly all: Searching;
}

export function publishedSearches(searching: Searching): PublishedSearches {
  const { country } = searching.criteria;
  const masks = masksOf(searching);
  const open = { ...searching, scope: publishableSeizures() };
  if (!masks) return { open, masked: undefined, all: open };
  // The countries asked for decide of the open ones alone.
  const criteria = { ...searching.criteria, country: [] };
  const inCountries = country.length > 0 ? sql`and s.country = any(${[...country]}::text[])` : empty;
  return {
    open,
    masked: { ...searching, criteria, scope: masks },
    all: { ...searching, criteria, scope: sql`(${publishableSeizures()} ${inCountries} or ${masks})` },
  };
}
