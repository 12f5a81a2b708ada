import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import { factorTriesKey, lockedAt, triesKey } from '../session/store-tries.ts';
import { isLive } from '../store.ts';
import type { Viewer } from '../viewer.ts';
import type { Access, Account } from './account.ts';
import { visibleAccounts } from './scope.ts';

/** Where an account stands, in SQL on `a`: the words of `AccountState`. */
export const stateSql = sql`case when a.ended_at is not null then 'ended' when a.ends_on < current_date then 'expired'
  when a.suspended_at is not null and (a.suspended_until is null or a.suspended_until >= current_date) then 'suspended'
  when a.activated_at is null then 'pending' else 'live' end`;

/** The counters of wrong passwords (`l`) and wrong codes (`f`) that still run, joined to `a`. */
export const triesJoin = sql`
  left join sign_in_limits l on l.key = ${triesKey(sql`a.login_id`)} and l.expire > extract(epoch from now()) * 1000
  left join sign_in_limits f on f.key = ${factorTriesKey(sql`a.id`)} and f.expire > extract(epoch from now()) * 1000`;
const isPasswordLocked = sql`l.points >= ${lockedAt}`;
const isFactorLocked = sql`f.points >= ${lockedAt}`;
const lockedKeys = sql`select x.key from sign_in_limits x
  where x.points >= ${lockedAt} and x.expire > extract(epoch from now()) * 1000`;
/** Locked, without the counters joined, of many accounts: their keys are worked out only where anybody is locked. */
export const isAmongLocked = sql`case when exists (${lockedKeys})
  then ${triesKey(sql`a.login_id`)} in (${lockedKeys}) or ${factorTriesKey(sql`a.id`)} in (${lockedKeys})
  else false end`;
export const hasFactorSql = sql`(exists (select from account_totp t where t.account_id = a.id)
  or exists (select from account_passkeys k where k.account_id = a.id))`;

export const dutiesSql = sql`array(select duty from account_duties d where d.account_id = a.id order by duty)`;

export const accountColumns = sql`
  a.id, a.login_id as "loginId", a.person_name as "personName", a.unit, a.email, a.lang,
  a.office_id as "officeId", o.code as "officeCode", o.kind as "officeKind", a.level, ${dutiesSql} as duties,
  ${stateSql} as state,
  a.ends_on as "endsOn", a.ended_at as "endedAt", a.end_reason as "endReason", a.created_at as "createdAt",
  a.activated_at as "activatedAt",
  a.last_sign_in_at as "lastSignInAt", a.confirmed_on as "confirmedOn", a.suspended_at as "suspendedAt",
  a.suspended_until as "suspendedUntil",
  a.suspended_reason as "suspendedReason", a.demo, a.version, coalesce(l.points, 0) as tries,
  case when ${isPasswordLocked} then to_timestamp(l.expire / 1000.0) end as "lockedUntil",
  coalesce(f.points, 0) as "factorTries",
  case when ${isFactorLocked} then to_timestamp(f.expire / 1000.0) end as "factorLockedUntil",
  ${hasFactorSql} as "hasFactor"`;

export const accountsFrom = sql`from accounts a join offices o on o.id = a.office_id ${triesJoin}`;

/**
 * One account, if the viewer looks after it. Throws NotVisible, for one of another office and for one that is nowhere
 * alike.
 */
export async function findAccount(on: Queryable, viewer: Viewer, id: number): Promise<Account> {
  const scope = visibleAccounts(viewer);
  const account = await queryRow<Account>(
    on,
    sql`select ${accountColumns} ${accountsFrom} where a.id = ${id} and ${scope}`,
  );
  if (!account) throw new NotVisible('no such account');
  return account;
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockAccount(on: Queryable, viewer: Viewer, id: number): Promise<Account> {
  await execute(on, sql`select 1 from accounts where id = ${id} for update`);
  return findAccount(on, viewer, id);
}

/**
 * Makes everybody wait who would lessen the administrators, until the transaction ends: two who demote each other at
 * once are looked at one after the other. Take it before any account is locked.
 */
export async function takeAdministratorsTurn(on: Queryable): Promise<void> {
  await execute(on, sql`select pg_advisory_xact_lock(hashtext('the last administrator'))`);
}

/** Whether another administrator can sign in today, and is not to end before a plain date (today when left out). */
export async function hasOtherAdministrator(on: Queryable, id: number, until?: string): Promise<boolean> {
  const row = await queryRow<{ found: boolean }>(
    on,
    sql`
      select exists(select 1 from accounts a join account_duties d on d.account_id = a.id and d.duty = 'administrator'
      where a.id <> ${id} and a.level = 'unlimited' and ${isLive}
        and (a.ends_on is null or a.ends_on >= ${until ?? '1000-01-01'})) as found`,
  );
  return row?.found ?? false;
}

export async function setAccess(on: Queryable, id: number, { level, duties }: Access): Promise<void> {
  await execute(on, sql`update accounts set level = ${level}, version = version + 1 where id = ${id}`);
  await execute(on, sql`delete from account_duties where account_id = ${id} and duty <> all (${[...duties]}::text[])`);
  await execute(
    on,
    sql`
      insert into account_duties (account_id, duty) select ${id}, unnest(${[...duties]}::text[])
      on conflict do nothing`,
  );
}

export async function setEndDate(on: Queryable, id: number, endsOn: string): Promise<void> {
  await execute(on, sql`update accounts set ends_on = ${endsOn}, version = version + 1 where id = ${id}`);
}

export async function setSuspension(
  on: Queryable,
  id: number,
  { until, reason }: { until: string | null; reason: string },
): Promise<void> {
  await execute(
    on,
    sql`
      update accounts set suspended_at = now(), suspended_until = ${until}, suspended_reason = ${reason},
        version = version + 1 where id = ${id}`,
  );
}

export async function clearSuspension(on: Queryable, id: number): Promise<void> {
  await execute(
    on,
    sql`
      update accounts set suspended_at = null, suspended_until = null, suspended_reason = null, version = version + 1
      where id = ${id}`,
  );
}

export async function setEnded(on: Queryable, id: number, reason: string): Promise<void> {
  await execute(
    on,
    sql`update accounts set ended_at = now(), end_reason = ${reason}, version = version + 1 where id = ${id}`,
  );
}

/** Takes the password away: nobody signs in until a link sets another. */
export async function dropPassword(on: Queryable, id: number): Promise<void> {
  await execute(on, sql`update accounts set password_hash = null where id = ${id} and activated_at is not null`);
}

/** Everybody looks again: what was opened before this is told that something changed. */
export async function bumpVersion(on: Queryable, id: number): Promise<void> {
  await execute(on, sql`update accounts set version = version + 1 where id = ${id}`);
}

export async function setConfirmed(on: Queryable, id: number): Promise<void> {
  await execute(on, sql`update accounts set confirmed_on = current_date where id = ${id}`);
}
