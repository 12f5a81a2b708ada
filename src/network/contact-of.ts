import type { Viewer } from '../access/index.ts';
import type { Pool, Queryable } from '../db/pool.ts';
import type { Language, Texts } from '../i18n/index.ts';
import type { Lists, Office } from '../reference/index.ts';
import { presentContact } from './pages/presenter-office.ts';
import { readContact } from './store.ts';
import { wordsIn } from './pages/words.ts';

/** How an office is reached, for other features' pages: items of a definition list, and whether it published any. */
export async function contactOf(
  viewer: Viewer,
  { pool, lists, texts }: { pool: Pool; lists: Lists; texts: Texts },
  office: Office,
  lang: Language,
) {
  return presentContact({
    contact: await readContact(pool, viewer, office.id),
    office,
    words: wordsIn(lang, { lists, texts }),
    now: new Date(),
  });
}

/** The time zone an office published with its hours, if it did. */
export async function timeZoneOf(on: Queryable, viewer: Viewer, officeId: number): Promise<string | undefined> {
  return (await readContact(on, viewer, officeId)).hours?.timeZone;
}
