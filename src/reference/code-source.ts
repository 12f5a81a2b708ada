import type { CodeSource } from '../fields/index.ts';
import { today } from '../text/plain-date.ts';
import { nameOf } from './entry.ts';
import type { Lists } from './lists.ts';

/** The codes of a reference list that may be used today, as the source of a field. */
export function listedToday(lists: Lists, list: string): CodeSource {
  return {
    has: code => lists.lookUp(list, code, today()) !== undefined,
    name: (code, lang) => lists.name(list, code, lang),
    options: lang =>
      lists.all(list, { lang, on: today() }).map(entry => ({ value: entry.code, label: nameOf(entry, lang) })),
  };
}
