import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, sql } from '../../db/sql.ts';
import { nothingChosen, type Subscription } from './subscription.ts';

/** What this viewer's account follows; `nothingChosen` where it never chose. */
export async function findSubscription(on: Queryable, { accountId }: Pick<Viewer, 'accountId'>): Promise<Subscription> {
  const row = await queryRow<Subscription>(
    on,
    sql`
      select kinds, headings, regions, countries, urgent, rhythm, hour, version from cws_subscriptions
      where account_id = ${accountId}`,
    'cws_subscription',
  );
  return row ?? nothingChosen;
}

/**
 * Writes what an account follows, as the version after `version`; false when someone else changed it first. Who is told
 * of nothing begins afresh: what was published meanwhile is no news.
 */
export async function saveSubscription(
  on: Queryable,
  { accountId }: Viewer,
  chosen: Omit<Subscription, 'version'>,
  version: number,
): Promise<boolean> {
  const { kinds, headings, regions, countries, urgent, rhythm, hour } = chosen;
  const statement =
    version === 0
      ? sql`
        insert into cws_subscriptions (account_id, kinds, headings, regions, countries, urgent, rhythm, hour)
        values (${accountId}, ${kinds}, ${headings}, ${regions}, ${countries}, ${urgent}, ${rhythm}, ${hour})
        on conflict do nothing`
      : sql`
        update cws_subscriptions set kinds = ${kinds}, headings = ${headings}, regions = ${regions},
          countries = ${countries}, urgent = ${urgent}, rhythm = ${rhythm}, hour = ${hour}, version = version + 1,
          changed_at = now(),
          since = case when rhythm = 'none' and ${rhythm}::text <> 'none' then now() else since end
        where account_id = ${accountId} and version = ${version}`;
  const rowCount = await execute(on, statement);
  return rowCount === 1;
}

/**
 * Ends the digests of the account a token is of; whose it was and what was ended, undefined where there is nothing to
 * end.
 */
export async function endDigests(
  on: Queryable,
  token: string,
): Promise<{ accountId: number; loginId: string; office: { id: number }; rhythm: string } | undefined> {
  const row = await queryRow<{ accountId: number; loginId: string; officeId: number; rhythm: string }>(
    on,
    sql`
      update cws_subscriptions s set rhythm = 'none', version = s.version + 1, changed_at = now()
      from cws_subscriptions o join accounts a on a.id = o.account_id
      where s.account_id = o.account_id and s.leave_token = ${token} and o.rhythm <> 'none'
      returning a.id as "accountId", a.login_id as "loginId", a.office_id as "officeId", o.rhythm`,
  );
  return row && { accountId: row.accountId, loginId: row.loginId, office: { id: row.officeId }, rhythm: row.rhythm };
}

/** Where letters to this viewer's account go; null where no address is known. */
export async function findMail(on: Queryable, { accountId }: Viewer): Promise<string | null> {
  const row = await queryRow<{ email: string | null }>(
    on,
    sql`select email from accounts where id = ${accountId}`,
    'cws_mail',
  );
  return row?.email ?? null;
}
