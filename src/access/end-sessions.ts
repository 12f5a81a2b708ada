import type { Queryable } from '../db/pool.ts';

/**
 * Ends every session of an account, in one statement; the next request of each is signed out. `except` is the session id
 * of one that stays. Pass the client of the transaction that is the reason. Answers how many ended.
 */
export async function endSessions(on: Queryable, accountId: number, { except }: { except?: string } = {}): Promise<number> {
  const { rowCount } = await on.query(
    `delete from sessions where sess->'passport'->>'user' = $1::text and sid is distinct from $2`, [String(accountId), except ?? null]);
  return rowCount ?? 0;
}
