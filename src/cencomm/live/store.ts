import type { Queryable } from '../../db/pool.ts';

/** Seconds after which an account that was not seen is off line. */
export const onlineSeconds = 75;

/** Says of accounts that this process sees them now, and forgets what no process said for five minutes. */
export async function keepPresence(on: Queryable, process: string, accountIds: readonly number[]): Promise<void> {
  await on.query(
    `insert into cencomm_presence (account_id, process) select unnest($1::int[]), $2
    on conflict (account_id, process) do update set seen_at = now()`,
    [accountIds, process],
  );
  await on.query(`delete from cencomm_presence where seen_at < now() - interval '5 minutes'`);
}

/** The account was in CENcomm: it is on line, and what waits there is told by letter again. */
export async function noteVisit(on: Queryable, process: string, accountId: number): Promise<void> {
  await on.query(
    `with present as (insert into cencomm_presence (account_id, process) values ($1, $2) on conflict (account_id, process) do update set seen_at = now())
    insert into cencomm_visits (account_id, seen_at) values ($1, now()) on conflict (account_id) do update set seen_at = now()`,
    [accountId, process],
  );
}

/** Which of these accounts are on line. */
export async function onlineOf(on: Queryable, accountIds: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await on.query<{ id: number }>(
    `select distinct account_id as id from cencomm_presence where account_id = any($1::int[]) and seen_at > now() - make_interval(secs => $2)`,
    [accountIds, onlineSeconds],
  );
  return new Set(rows.map(({ id }) => id));
}
