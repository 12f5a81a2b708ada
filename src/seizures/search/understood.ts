import type { Suggestion } from '../../reference/index.ts';
import { usualSort, type Criteria } from './criteria.ts';
import type { Searching } from './search-where.ts';

/** What was done about a word that nothing is called. */
export interface Understood extends Suggestion {
  /** Whether what is shown is what was meant; otherwise it is only offered. */
  readonly isShown: boolean;
}

/** What may have been meant by the words of a search, with the criteria that ask for it. */
export function meantBy({ criteria, words }: Searching): (Suggestion & { readonly criteria: Criteria }) | undefined {
  const better = criteria.q === '' ? undefined : words.suggest(criteria.q);
  return better && { ...better, criteria: { ...criteria, q: better.meant } };
}

/** The search as it was typed, which is not corrected. */
export function asTyped(criteria: Criteria, { asTyped: q }: Suggestion): Criteria {
  return { ...criteria, q, sort: criteria.sort === 'relevance' ? usualSort(q) : criteria.sort };
}
