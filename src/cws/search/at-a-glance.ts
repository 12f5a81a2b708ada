import type { Viewer } from '../../access/index.ts';
import type { Language } from '../../i18n/index.ts';
import { wordsIn } from '../../reference/index.ts';
import type { CwsContext } from '../context.ts';
import { presentResult } from './presenter.ts';
import { searchCws } from './search.ts';

/** The best of the website for pages of other rooms, and how many there are where they are counted. */
export function websiteAtAGlance(context: CwsContext) {
  return async (viewer: Viewer, q: string, lang: Language, shown: number, isCounted = false) => {
    const search = { q, lang, lists: context.lists, size: shown, isCounted };
    const { rows, kinds } = await searchCws(context.pool, viewer, search);
    const exact = rows.filter(({ isExact, key }) => isExact && key.toLowerCase() === q.trim().toLowerCase());
    return {
      rows: rows.map(row => presentResult(row, wordsIn(lang, context), context)),
      total: [...kinds.counts.values()].reduce((sum, count) => sum + count, 0),
      isComplete: kinds.isComplete,
      /** The document whose number was typed. */
      named: exact.length === 1 ? exact[0]?.href : undefined,
    };
  };
}
