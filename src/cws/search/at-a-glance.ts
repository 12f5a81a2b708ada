import type { Viewer } from '../../access/index.ts';
import type { Language } from '../../i18n/index.ts';
import { wordsIn } from '../../reference/index.ts';
import type { CwsContext } from '../context.ts';
import { presentResult } from './presenter.ts';
import { countKinds, searchCws } from './search.ts';

/** The best of the website for a page that searches every room. */
export function websiteAtAGlance(context: CwsContext) {
  return async (viewer: Viewer, q: string, lang: Language, shown: number) => {
    const search = { q, lang, lists: context.lists };
    const [found, { counts, isComplete }] = await Promise.all([
      searchCws(context.pool, viewer, { ...search, size: shown }),
      countKinds(context.pool, viewer, search),
    ]);
    const exact = found.rows.filter(({ isExact, key }) => isExact && key.toLowerCase() === q.trim().toLowerCase());
    return {
      rows: found.rows.map(row => presentResult(row, wordsIn(lang, context), context)),
      total: [...counts.values()].reduce((sum, count) => sum + count, 0),
      isComplete,
      /** The document whose number was typed. */
      named: exact.length === 1 ? exact[0]?.href : undefined,
    };
  };
}
