import type { Client } from '../../db/pool.ts';
import { execute, sql } from '../../db/sql.ts';

/** What open pages are told. No text of a message is in it: only that there is something, where and for whom. */
export type News =
  | { readonly what: 'mail'; readonly operationId: string; readonly accountIds: readonly number[] }
  /** Who is in an operation changed for these accounts. */
  | { readonly what: 'members'; readonly operationId: string; readonly accountIds: readonly number[] };

/** PostgreSQL takes 8,000 bytes. */
const mostAccounts = 900;

/** Tells every process that listens (LISTEN/NOTIFY, channel cencomm), once the transaction is committed. */
export async function tellStreams(client: Client, news: News): Promise<void> {
  for (let from = 0; from < news.accountIds.length; from += mostAccounts) {
    await execute(
      client,
      sql`
        select pg_notify('cencomm',
          ${JSON.stringify({ ...news, accountIds: news.accountIds.slice(from, from + mostAccounts) })})`,
    );
  }
}
