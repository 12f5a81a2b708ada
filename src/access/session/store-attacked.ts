import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import type { Reader } from '../accounts/store-people.ts';
import { isLive } from '../store.ts';
import { lockedAt, triesKey } from './store-tries.ts';

/** An owner of a login that others guess at. */
export interface Attacked extends Reader {
  /** Tries that failed since the last sign-in. */
  readonly failed: number;
  /** Time, UTC, to the minute. */
  readonly at: string;
}

/** Owners of live logins that are locked now and were not told of it in the last day; notes that they are told. */
export async function claimAttacked(on: Queryable): Promise<Attacked[]> {
  return queryRows<Attacked>(
    on,
    sql`
      update account_sign_ins s set told_at = now() from accounts a
      where a.id = s.account_id and s.failed > 0 and (s.told_at is null or s.told_at < now() - interval '1 day')
        and ${isLive} and exists (
          select from sign_in_limits l where l.key = ${triesKey(sql`a.login_id`)} and l.points >= ${lockedAt}
            and l.expire > extract(epoch from now()) * 1000)
      returning a.id, a.login_id as "loginId", a.person_name as "personName", a.email, a.lang, s.failed,
        to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at`,
  );
}
