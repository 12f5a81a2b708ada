import type { Client } from '../../db/pool.ts';
import { execute, sql } from '../../db/sql.ts';

/** What open pages are told. No text of a message is in it: only that there is something new, where and for whom. */
export interface News {
  /** `members`: these accounts joined or left the operation. */
  readonly what: 'mail' | 'members';
  readonly operationId: string;
  readonly accountIds: readonly number[];
  /** Of mail: which message, and whether it is urgent. */
  readonly messageId?: string;
  readonly isUrgent?: boolean;
}

/** PostgreSQL takes 8,000 bytes. */
const maxAccounts = 800;

/** Where open pages of every process are told. */
export const newsChannel = 'cencomm';

/** Tells every process that listens (LISTEN/NOTIFY), once the transaction is committed. */
export async function tellStreams(client: Client, news: News): Promise<void> {
  for (let from = 0; from < news.accountIds.length; from += maxAccounts) {
    const part = { ...news, accountIds: news.accountIds.slice(from, from + maxAccounts) };
    await execute(client, sql`select pg_notify(${newsChannel}, ${JSON.stringify(part)})`);
  }
}
