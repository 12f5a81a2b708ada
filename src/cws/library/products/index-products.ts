import { createHash } from 'node:crypto';
import type { Client, Pool } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { nameOf, type Lists, type ReferenceEntry } from '../../../reference/index.ts';
import { sheetAddress, sheetLists } from './catalogue.ts';
import { dotted } from './facts.ts';
import { exactNumbers } from './find.ts';
import type { SheetList } from './sheet-list.ts';
import { isIndexed, lockIndex, replaceRows, type ProductRow } from './store.ts';

/** Raise it when the words written for a sheet change: a new version of the portal then writes them again. */
const shape = 1;

/**
 * Writes what product sheets are found by, for the lists whose content changed since they were last written; a list at
 * a time, each in one transaction. Returns the lists written. Two processes at once write a list once.
 */
export async function indexProducts(pool: Pool, lists: Lists): Promise<string[]> {
  const written: string[] = [];
  for (const sheet of sheetLists) {
    const entries = lists.all(sheet.list);
    const hash = createHash('sha256')
      .update(JSON.stringify([shape, entries]))
      .digest('base64url')
      .slice(0, 22);
    if (await inTransaction(pool, client => indexList(client, sheet, entries, hash))) written.push(sheet.list);
  }
  return written;
}

async function indexList(
  client: Client,
  sheet: SheetList,
  entries: readonly ReferenceEntry[],
  hash: string,
): Promise<boolean> {
  if (await isIndexed(client, sheet.list, hash)) return false;
  await lockIndex(client);
  if (await isIndexed(client, sheet.list, hash)) return false;
  await replaceRows(
    client,
    sheet.list,
    hash,
    entries.flatMap(entry => rowsOf(sheet, entry)),
  );
  return true;
}

function rowsOf(sheet: SheetList, entry: ReferenceEntry): ProductRow[] {
  const exact = exactNumbers(sheet, entry);
  return (['en', 'fr'] as const).map(lang => ({
    key: `${sheet.list}/${entry.code}`,
    lang,
    href: sheetAddress(sheet.list, entry.code),
    title: titleOf(sheet, entry, lang),
    body: bodyOf(sheet, entry, lang),
    headings: sheet.heading ? [sheet.heading] : [],
    exact,
  }));
}

function titleOf({ list }: SheetList, entry: ReferenceEntry, lang: 'en' | 'fr'): string {
  const name = nameOf(entry, lang);
  return name.startsWith(entry.code) ? name : `${list === 'hs' ? dotted(entry.code) : entry.code} ${name}`;
}

/** All its names, numbers and the words of its facts, those of the other language too. */
function bodyOf(sheet: SheetList, entry: ReferenceEntry, lang: 'en' | 'fr'): string {
  const stated = sheet.facts.flatMap(
    ({ key, fr }) => (lang === 'fr' && fr !== undefined ? entry.details[fr] : undefined) ?? entry.details[key] ?? [],
  );
  const other = nameOf(entry, lang === 'fr' ? 'en' : 'fr');
  return [...new Set([other, ...sheet.names(entry), ...sheet.numbers(entry), ...stated, entry.code])].join(' · ');
}
