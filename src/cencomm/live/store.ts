import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';

/** Records that this process sees these accounts now, and deletes rows older than five minutes. */
export async function keepPresence(on: Queryable, process: string, accountIds: readonly number[]): Promise<void> {
  await execute(
    on,
    sql`insert into cencomm_presence (account_id, process) select unnest(${accountIds}::int[]), ${process}
    on conflict (account_id, process) do update set seen_at = now()`,
  );
  await execute(on, sql`delete from cencomm_presence where seen_at < now() - interval '5 minutes'`);
}

/** The account visited CENcomm: it is online, and later messages lead to an email again. */
export async function noteVisit(on: Queryable, process: string, accountId: number): Promise<void> {
  await execute(
    on,
    sql`
      with present as (insert into cencomm_presence (account_id, process) values (${accountId}, ${process})
          on conflict (account_id, process) do update set seen_at = now())
      insert into cencomm_visits (account_id, seen_at) values (${accountId}, now()) on conflict (account_id) do update
      set seen_at = now()`,
  );
}

/**
 * Accounts for which a message has waited unread between `seconds` and `hours`, since their last visit and last notice.
 * None gets a second notice until they visit or a day is over. Locks them.
 */
export function lockAwaitingNotice(
  client: Client,
  { seconds, hours }: { seconds: number; hours: number },
): Promise<{ id: number; loginId: string }[]> {
  return queryRows(
    client,
    sql`
      select a.id, a.login_id as "loginId" from accounts a left join cencomm_visits v on v.account_id = a.id
      where a.id in (
          select b.account_id from cencomm_mailbox b
          join cencomm_members m on m.operation_id = b.operation_id and m.account_id = b.account_id
            and m.removed_at is null
          join cencomm_operations o on o.id = b.operation_id and o.state in ('open', 'closed')
          left join cencomm_visits w on w.account_id = b.account_id
          where b.is_unread and b.created_ms >= m.sees_from_ms
            and b.created_ms between extract(epoch from now() - make_interval(hours => ${hours})) * 1000
            and extract(epoch from now() - make_interval(secs => ${seconds})) * 1000
            and b.created_ms > extract(epoch from coalesce(greatest(w.seen_at, w.told_at), 'epoch')) * 1000)
        and (v.told_at is null or v.seen_at > v.told_at or v.told_at < now() - make_interval(hours => ${hours}))
      order by a.id for no key update of a skip locked`,
  );
}

/** Records that these accounts were told by email. */
export async function markNotified(client: Client, accountIds: readonly number[]): Promise<void> {
  await execute(
    client,
    sql`
      insert into cencomm_visits (account_id, told_at) select unnest(${accountIds}::int[]), now()
      on conflict (account_id) do update set told_at = now()`,
  );
}
