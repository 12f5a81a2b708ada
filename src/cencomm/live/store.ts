import type { Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';

/** Seconds after which an account that was not seen is off line. */
export const onlineSeconds = 75;

/** Says of accounts that this process sees them now, and forgets what no process said for five minutes. */
export async function keepPresence(on: Queryable, process: string, accountIds: readonly number[]): Promise<void> {
  await execute(
    on,
    sql`insert into cencomm_presence (account_id, process) select unnest(${accountIds}::int[]), ${process}
    on conflict (account_id, process) do update set seen_at = now()`,
  );
  await execute(on, sql`delete from cencomm_presence where seen_at < now() - interval '5 minutes'`);
}

/** The account was in CENcomm: it is on line, and what waits there is told by letter again. */
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

/** Which of these accounts are on line. */
export async function onlineOf(on: Queryable, accountIds: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await queryRows<{ id: number }>(
    on,
    sql`
      select distinct account_id as id from cencomm_presence
      where account_id = any(${accountIds}::int[]) and seen_at > now() - make_interval(secs => ${onlineSeconds})`,
  );
  return new Set(rows.map(({ id }) => id));
}
