import { createHash } from 'node:crypto';
import type { Client, Pool } from '../../../db/pool.ts';
import { execute, sql } from '../../../db/sql.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { nameOf } from '../../../reference/index.ts';
import type { Lists, ReferenceEntry } from '../../../reference/index.ts';
import { sheetAddress, sheetLists } from './catalogue.ts';
import { dotted } from './facts.ts';
import { exactNumbers } from './find.ts';
import type { SheetList } from './sheet-list.ts';

/** Grows when the words written for a sheet change, so that a new portal writes them anew. */
const shape = 1;

/**
 * Writes what product sheets are found by, for the lists whose content changed since they were last written; a list at a time,
 * each in one transaction. Answers the lists written. Two processes at once write a list once.
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
  const known = async (): Promise<boolean> =>
    (await execute(
      client,
      sql`select from cws_product_lists where list = ${sheet.list} and content_hash = ${hash}`,
    )) === 1;
  if (await known()) return false;
  await execute(client, sql`select pg_advisory_xact_lock(hashtext('cws product sheets'))`);
  if (await known()) return false;
  await execute(client, sql`delete from cws_search where kind = 'product' and key like ${`${sheet.list}/%`}`);
  await execute(
    client,
    sql`
      insert into cws_search (kind, key, lang, href, title, body, headings, exact)
      select 'product', key, lang, href, title, body, headings, exact
      from json_to_recordset(${JSON.stringify(entries.flatMap(entry => rowsOf(sheet, entry)))}::json) as r
        (key text, lang text, href text, title text, body text, headings text[], exact text[])`,
  );
  await execute(
    client,
    sql`
      insert into cws_product_lists (list, content_hash) values (${sheet.list}, ${hash})
      on conflict (list) do update set content_hash = excluded.content_hash, written_at = now()`,
  );
  return true;
}

function rowsOf(sheet: SheetList, entry: ReferenceEntry): object[] {
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
