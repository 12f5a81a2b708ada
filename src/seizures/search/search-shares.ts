import { activeFilters } from './active-filters.ts';
import type { Criteria } from './criteria.ts';
import { sql, type Sql } from '../../db/sql.ts';

/**
 * Matches of words are gathered in shares of all records: small ones of the newest quarter, each as large as those
 * before it together, and one of the others. The index of words names those of a share, and of a common word a small
 * one has more than anybody counts.
 */

/** As the index of words has it (`seizures_words`), of `seizures s`: 262,144 records that came one after the other. */
const stretchOf = sql`array[(s.id >> 18)::int]`;
/** That a record is of a share. */
export const isOfShare = sql`${stretchOf} && share.stretches`;

/** Filters that an index of their own answers would be asked once for each share. */
const withinWords: ReadonlySet<string> = new Set(['q', 'date', 'heading', 'status']);

/** Whether a search is split: one that words lead, and no other index. */
export function isSplit(criteria: Criteria): boolean {
  return criteria.own.length === 0 && activeFilters(criteria).every(({ name }) => withinWords.has(name));
}

const isEarly = sql`(n = 0 or last - (2 << n) + 2 > last * 3 / 4)`;

/** Shares with the `stretches` of each; `early` those of the newest quarter. Where not split, one of all. */
export function sharesOf(criteria: Criteria): Sql {
  if (!isSplit(criteria)) return sql`select '{}'::int[] as stretches, false as early`;
  const newest = sql`(select (coalesce(max(id), 0) >> 18)::int as last from seizures) newest`;
  return sql`
    select array(select generate_series(last - (2 << n) + 2, last - (1 << n) + 1)) as stretches, true as early
    from ${newest}, generate_series(0, 20) n where ${isEarly}
    union all
    select array(select generate_series(0, last - (2 << max(n)) + 1)), false
    from ${newest}, generate_series(0, 20) n where ${isEarly} group by last`;
}

/**
 * Matches that are gathered at most before the list is walked for a page: to gather takes as long as there are
 * matches, to walk takes longer the fewer there are. It takes twice as long for each record, which counts where it goes
 * on until `ranked` are met.
 */
export function mostGathered(criteria: Criteria, ranked: number, counted: number): Sql {
  if (!isSplit(criteria)) return sql`${2 * counted}::int`;
  const met = criteria.sort === 'relevance' ? 2 * ranked : ranked;
  return sql`(select greatest(${counted}, sqrt(${met}::float8 * max(id)))::int from seizures)`;
}
