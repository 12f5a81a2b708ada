import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import type { Entered } from '../operations/operation.ts';

/** Of some accounts, those who are or were members, as far back as the viewer sees the operation. */
export function listEverMembers(
  on: Queryable,
  { operation, membership }: Entered,
  accountIds: readonly number[],
): Promise<{ accountId: number; login: string; personName: string | null }[]> {
  return queryRows(
    on,
    sql`
      select distinct a.id as "accountId", a.login_id as login, a.person_name as "personName"
      from cencomm_members m join accounts a on a.id = m.account_id
      where m.operation_id = ${operation.id} and m.account_id = any(${accountIds}::int[])
        and (m.removed_at is null or m.removed_at >= to_timestamp(${membership.seesFromMs} / 1000.0))
      order by a.login_id`,
    'cencomm_ever_members',
  );
}
