import type { Client } from '../../../db/pool.ts';
import { execute, sql } from '../../../db/sql.ts';
import type { Language } from '../../../i18n/index.ts';

/** What a product sheet is found by in one language; `key` is its list and code. */
export interface ProductRow {
  readonly key: string;
  readonly lang: Language;
  readonly href: string;
  readonly title: string;
  readonly body: string;
  readonly headings: readonly string[];
  readonly exact: readonly string[];
}

/** Whether the search has a list as this hash of its content says. */
export async function isIndexed(client: Client, list: string, hash: string): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`select from cws_product_lists where list = ${list} and content_hash = ${hash}`,
  );
  return rowCount === 1;
}

/** Makes other processes that index product sheets wait until the transaction ends. */
export async function lockIndex(client: Client): Promise<void> {
  await execute(client, sql`select pg_advisory_xact_lock(hashtext('cws product sheets'))`);
}

/** Replaces everything the search knows of a list. */
export async function replaceRows(
  client: Client,
  list: string,
  hash: string,
  rows: readonly ProductRow[],
): Promise<void> {
  await execute(client, sql`delete from cws_search where kind = 'product' and key like ${`${list}/%`}`);
  await execute(
    client,
    sql`
      insert into cws_search (kind, key, lang, href, title, body, headings, exact)
      select 'product', key, lang, href, title, body, headings, exact
      from json_to_recordset(${JSON.stringify(rows)}::json) as r
        (key text, lang text, href text, title text, body text, headings text[], exact text[])`,
  );
  await execute(
    client,
    sql`
      insert into cws_product_lists (list, content_hash) values (${list}, ${hash})
      on conflict (list) do update set content_hash = excluded.content_hash, written_at = now()`,
  );
}
