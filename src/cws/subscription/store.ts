import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Subscription } from './subscription.ts';
import { nothingChosen } from './subscription.ts';

/** What this viewer's account follows; `nothingChosen` where it never chose. */
export async function findSubscription({ accountId }: Pick<Viewer, 'accountId'>, on: Queryable): Promise<Subscription> {
  const {
    rows: [row],
  } = await on.query<Subscription>({
    name: 'cws_subscription',
    values: [accountId],
    text: 'select kinds, headings, regions, countries, urgent, rhythm, hour, version from cws_subscriptions where account_id = $1',
  });
  return row ?? nothingChosen;
}

/**
 * Writes what an account follows, as the version after `version`; false when somebody was faster. Who is told of nothing
 * begins afresh: what was published meanwhile is no news.
 */
export async function saveSubscription(
  { accountId }: Viewer,
  on: Queryable,
  chosen: Omit<Subscription, 'version'>,
  version: number,
): Promise<boolean> {
  const { kinds, headings, regions, countries, urgent, rhythm, hour } = chosen;
  const values = [accountId, kinds, headings, regions, countries, urgent, rhythm, hour];
  const { rowCount } =
    version === 0
      ? await on.query(
          `
    insert into cws_subscriptions (account_id, kinds, headings, regions, countries, urgent, rhythm, hour) values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict do nothing`,
          values,
        )
      : await on.query(
          `
    update cws_subscriptions set kinds = $2, headings = $3, regions = $4, countries = $5, urgent = $6, rhythm = $7, hour = $8, version = version + 1, changed_at = now(),
      since = case when rhythm = 'none' and $7 <> 'none' then now() else since end
    where account_id = $1 and version = $9`,
          [...values, version],
        );
  return rowCount === 1;
}

/** Where letters to this viewer's account go; null where no address is known. */
export async function findMail({ accountId }: Viewer, on: Queryable): Promise<string | null> {
  const {
    rows: [row],
  } = await on.query<{ email: string | null }>({
    name: 'cws_mail',
    values: [accountId],
    text: 'select email from accounts where id = $1',
  });
  return row?.email ?? null;
}
