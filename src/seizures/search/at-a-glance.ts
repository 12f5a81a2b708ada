import type { Viewer } from '../../access/index.ts';
import type { Language } from '../../i18n/index.ts';
import type { Seizures } from '../context.ts';
import { countedTo } from './result-page.ts';
import { searchSeizures } from './search.ts';
import { readCriteria } from './criteria.ts';
import { namesFor } from './pages/presenter-names.ts';
import { rowsOf } from './pages/presenter-rows.ts';
import { visibleRefs } from '../record/store.ts';

/** The best of a search, for a page that searches every room. */
export interface SeizuresAtAGlance {
  readonly rows: ReturnType<typeof rowsOf>;
  /** Exact to `most`. */
  readonly total: number;
  readonly most: number;
}

/** A record's own reference, as it may be typed: "ke-2026-87". */
const reference = /^([a-z]{2})[- ]?(\d{4})[- ](\d{1,6})$/i;

export function seizuresAtAGlance(seizures: Seizures) {
  const { pool, reads, lists, offices } = seizures.context;
  const names = namesFor(seizures.context);
  return {
    async find(viewer: Viewer, q: string, lang: Language, shown: number): Promise<SeizuresAtAGlance> {
      const criteria = readCriteria({ q }, lists, offices);
      const searching = { viewer, criteria, lists, offices, words: seizures.words };
      const page = await searchSeizures(pool, searching, undefined, reads);
      return { rows: rowsOf(page.rows.slice(0, shown), names(lang)), total: page.total, most: countedTo };
    },

    /** Where the record of a reference is, if it is one and the viewer may see it. */
    async follow(viewer: Viewer, typed: string): Promise<string | undefined> {
      const [, country, year, number] = reference.exec(typed.trim()) ?? [];
      if (country === undefined || number === undefined) return undefined;
      const ref = `${country.toUpperCase()}-${year}-${number.padStart(6, '0')}`;
      const [found] = await visibleRefs(pool, viewer, [ref]);
      return found === undefined ? undefined : `/seizures/${ref}`;
    },
  };
}
