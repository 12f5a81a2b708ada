import type { Language, Texts } from '../../i18n/index.ts';
import type { Lists } from '../../reference/index.ts';
import { wordsIn as wordsOfLists } from '../../reference/index.ts';
import type { Words as ListWords } from '../../reference/index.ts';

/** Names and dates of the network in one language. */
export interface Words extends ListWords {
  /** "1 Feb 2010 to 3 Mar 2014", "since 1 Feb 2010". */
  period(from: string | null, to: string | null): string;
}

/** Words over the portal's lists. */
export function wordsIn(lang: Language, context: { lists: Lists; texts: Texts }): Words {
  const words = wordsOfLists(lang, context);
  const { t, date } = words;
  return {
    ...words,
    period(from, to) {
      if (from !== null && to !== null) return t('network:period.between', { from: date(from), to: date(to) });
      if (from !== null) return t('network:period.since', { from: date(from) });
      return to === null ? t('network:period.always') : t('network:period.until', { to: date(to) });
    },
  };
}
