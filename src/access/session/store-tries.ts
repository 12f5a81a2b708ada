import type { Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql, type Sql } from '../../db/sql.ts';

/** Wrong passwords at which a login is locked until its counter ends. */
export const lockedAt = 5;

/**
 * Key of a login's counter in `sign_in_limits`, as SQL made of SQL that gives the login ID: see sign-in-throttle.ts.
 */
export function triesKey(loginId: Sql): Sql {
  return sql`'login:' || rtrim(translate(encode(sha256(convert_to(${loginId}, 'UTF8')), 'base64'), '+/', '-_'), '=')`;
}

/** Key of the counter of an account's second factor, likewise, made of SQL that gives its id. */
export function factorTriesKey(accountId: Sql): Sql {
  return sql`'factor:' || ${accountId}`;
}

/** Wrong passwords from one address, whichever the login, at which it waits. */
export const addressWaitsAt = 30;

/** Which of some networks (`networkOf`) wait now, because too many wrong passwords came from there. */
export async function listWaiting(on: Queryable, networks: readonly string[]): Promise<string[]> {
  const rows = await queryRows<{ network: string }>(
    on,
    sql`
      select substr(key, length('address:') + 1) as network from sign_in_limits
      where key = any(${networks.map(one => `address:${one}`)}::text[]) and points > ${addressWaitsAt}
        and expire > extract(epoch from now()) * 1000`,
  );
  return rows.map(({ network }) => network);
}

/** Forgets the wrong codes of an account. */
export async function clearFactorTries(on: Queryable, accountId: number): Promise<void> {
  await execute(on, sql`delete from sign_in_limits where key = ${factorTriesKey(sql`${accountId}::int`)}`);
}

/** Forgets the wrong passwords of a login in the transaction of whoever unlocks it. */
export async function clearTries(on: Queryable, loginId: string): Promise<void> {
  await execute(on, sql`delete from sign_in_limits where key = ${triesKey(sql`${loginId}::text`)}`);
}
