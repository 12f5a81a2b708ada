import type { Viewer } from '../../access/index.ts';
import type { Lang } from '../../access/index.ts';
import type { Seizures } from '../context.ts';
import { queryString } from '../search/criteria.ts';
import { countSearches } from '../search/search.ts';
import { inWords } from '../search/pages/presenter-chips.ts';
import { namesFor } from '../search/pages/presenter-names.ts';
import { readSaved } from '../watches/saved-search.ts';

/** A search that others asked, held against the records of one office. */
export interface AskedSearch {
  readonly href: string;
  /** Records of the office it finds, of what the viewer may see. */
  readonly found: number;
  inWords(lang: Lang): string;
}

/** Holds searches against an office's records; one that cannot be read any more is undefined. */
export function askedSearches(seizures: Seizures) {
  const { pool, lists, offices } = seizures.context;
  const names = namesFor(seizures.context);
  return async (
    viewer: Viewer,
    office: string,
    asked: readonly Readonly<Record<string, string | string[]>>[],
  ): Promise<(AskedSearch | undefined)[]> => {
    const read = asked.map(query => readSaved(query, { lists, offices }).criteria);
    const own = read.flatMap(criteria =>
      criteria === undefined
        ? []
        : [{ viewer, criteria: { ...criteria, office: [office] }, lists, offices, words: seizures.words }],
    );
    const counts = await countSearches(pool, own);
    let at = 0;
    return read.map(criteria => {
      if (criteria === undefined) return undefined;
      const found = counts[at++] ?? 0;
      return {
        found,
        href: `/seizures?${queryString({ ...criteria, office: [office] })}`,
        inWords: lang => inWords(criteria, names(lang)),
      };
    });
  };
}
