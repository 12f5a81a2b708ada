import type { Queryable } from '../../db/pool.ts';
import { execute, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';

/** Wrong passwords at which a login is locked until its counter ends. */
export const lockedAt = 5;

/**
 * Key of a login's counter in `sign_in_limits`, as SQL made of SQL that gives the login ID: see sign-in-throttle.ts.
 */
export function triesKey(loginId: Sql): Sql {
  return sql`'login:' || rtrim(translate(encode(sha256(convert_to(${loginId}, 'UTF8')), 'base64'), '+/', '-_'), '=')`;
}

/** Forgets the wrong passwords of a login in the transaction of whoever unlocks it. */
export async function clearTries(on: Queryable, loginId: string): Promise<void> {
  await execute(on, sql`delete from sign_in_limits where key = ${triesKey(sql`${loginId}::text`)}`);
}
