import { noteRefusal, type Actor, type Deed } from '../../audit/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { countSignIn } from '../../metrics/counts.ts';
import { absoluteLimit, idleLimit } from '../../web/session.ts';

/** Most sessions an account has at once; a further sign-in ends the oldest. */
export const mostSessions = 5;

/** A session as its owner sees it. Times are ISO text in UTC; `id` is not the secret one of the cookie. */
export interface OwnSession {
  readonly id: string;
  readonly current: boolean;
  readonly openedAt: string;
  readonly seenAt: string;
  readonly address: string;
  /** User-Agent header as sent, cut. */
  readonly device: string;
}

/** The sign-in before this one, and what failed between the two or before it. */
export interface LastSignIn {
  /** ISO text in UTC; null when there was none. */
  readonly at: string | null;
  readonly address: string | null;
  readonly failed: number;
}

export interface SessionOf {
  readonly sid: string;
  readonly accountId: number;
  readonly address: string;
  readonly device: string;
  /** Milliseconds since 1970; a session that gets a new id keeps the time it was opened. */
  readonly openedAt: number;
}

/** Says whose a kept session is. Only a session that is written down here is signed in. */
export async function insertSession(on: Queryable, session: SessionOf): Promise<void> {
  await execute(
    on,
    sql`
      insert into account_sessions (sid, account_id, address, device, opened_at)
      values (${session.sid}, ${session.accountId}, ${session.address.slice(0, 100)}, ${session.device.slice(0, 300)},
        to_timestamp(${session.openedAt}::double precision / 1000))`,
  );
}

/** Keeps the newest `mostSessions`. */
export async function endOldestSessions(on: Queryable, accountId: number): Promise<void> {
  await execute(
    on,
    sql`
      delete from sessions where sid in (select sid from account_sessions where account_id = ${accountId}
          order by opened_at desc, sid offset ${mostSessions})`,
  );
}

/**
 * Ends every session of an account, in one statement; the next request of each is signed out. `except` is the session
 * id (`req.sessionID`) of one that stays. Pass the client of the transaction that is the reason. Returns how many
 * ended.
 */
export async function endSessions(
  on: Queryable,
  accountId: number,
  { except }: { except?: string } = {},
): Promise<number> {
  return execute(
    on,
    sql`
      delete from sessions where sid in (select sid from account_sessions
          where account_id = ${accountId} and sid is distinct from ${except ?? null})`,
  );
}

/** Ends one session of the account, but not the one that asks; false when there is none of that id. */
export async function endSession(on: Queryable, accountId: number, id: string, asking: string): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      delete from sessions where sid in (select sid from account_sessions
          where account_id = ${accountId} and id = ${id} and sid <> ${asking})`,
  );
  return rowCount === 1;
}

const iso = (moment: Sql): Sql => sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const seen = sql`
  to_timestamp(coalesce((s.sess->>'seenAt')::double precision, extract(epoch from x.opened_at) * 1000) / 1000)`;

/** The account's sessions that are still good (idle for less than `idleSeconds`), the asking one first. */
export async function listSessions(
  on: Queryable,
  accountId: number,
  asking: string,
  idleSeconds: number,
): Promise<OwnSession[]> {
  return queryRows<OwnSession>(
    on,
    sql`
      select x.id, x.sid = ${asking} as current, ${iso(sql`x.opened_at`)} as "openedAt", ${iso(seen)} as "seenAt",
        x.address, x.device
      from account_sessions x join sessions s using (sid)
      where x.account_id = ${accountId} and s.expire > now()
        and (x.sid = ${asking} or ${seen} > now() - make_interval(secs => ${idleSeconds}))
      order by current desc, "seenAt" desc`,
    'own_sessions',
  );
}

/**
 * Counts a failed try for its login and writes it into the trail, where repeated ones become a count. A login that does
 * not exist costs the same work as one that does.
 */
export async function noteFailedTry(
  on: Queryable,
  actor: Actor & { readonly loginId: string },
  deed: Pick<Deed, 'action'> & { readonly detail: Readonly<Record<string, unknown>> & { readonly why: string } },
): Promise<void> {
  countSignIn(deed.action === 'session.refused' ? 'refused' : 'factor_refused');
  await execute(
    on,
    sql`
      insert into account_sign_ins (account_id, failed)
      select id, 1 from accounts where login_id = ${actor.loginId} and ended_at is null
      on conflict (account_id) do update set failed = account_sign_ins.failed + 1`,
    'failed_try',
  );
  await noteRefusal(on, actor, { ...deed, sort: deed.detail.why });
}

/** Notes a sign-in and answers the one before it. */
export async function turnSignIn(on: Queryable, accountId: number, address: string): Promise<LastSignIn> {
  const row = await queryRow<LastSignIn>(
    on,
    sql`
      insert into account_sign_ins as s (account_id, at, address) values (${accountId}, now(), ${address.slice(0, 100)})
      on conflict (account_id) do update
      set before_at = s.at, before_address = s.address, before_failed = s.failed, at = now(),
        address = ${address.slice(0, 100)}, failed = 0
      returning ${iso(sql`before_at`)} as at, before_address as address, before_failed as failed`,
  );
  return row ?? { at: null, address: null, failed: 0 };
}

/** The sign-in before the present one, with the tries that failed since it. */
export async function findLastSignIn(on: Queryable, accountId: number): Promise<LastSignIn> {
  const row = await queryRow<LastSignIn>(
    on,
    sql`
      select ${iso(sql`before_at`)} as at, before_address as address, before_failed + failed as failed
      from account_sign_ins where account_id = ${accountId}`,
    'own_sign_in',
  );
  return row ?? { at: null, address: null, failed: 0 };
}

/** Which of these session ids (`req.sessionID`) are still signed in: not ended, not idle for too long, not too old. */
export async function liveSessions(on: Queryable, sids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await queryRows<{ sid: string }>(
    on,
    sql`
      select sid from sessions join account_sessions using (sid) where sid = any(${sids}::text[]) and expire > now()
        and coalesce((sess->>'seenAt')::float8, 0) > extract(epoch from now()) * 1000 - ${idleLimit}
        and coalesce((sess->>'openedAt')::float8, 0) > extract(epoch from now()) * 1000 - ${absoluteLimit}`,
  );
  return new Set(rows.map(({ sid }) => sid));
}
