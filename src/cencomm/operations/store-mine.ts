import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import type { Operation, OperationState } from './operation.ts';

/** The viewer's own request, until it becomes an open operation. Times ISO. */
export type OwnRequest = Pick<Operation, 'id' | 'code' | 'title' | 'headings' | 'startsOn' | 'endsOn' | 'synthetic'> & {
  readonly state: OperationState;
  readonly askedAt: string;
  /** Why the Secretariat refused. */
  readonly decision: string | null;
};

/** The viewer's requests, newest first; refused ones for half a year. */
export async function listRequests(on: Queryable, viewer: Viewer): Promise<OwnRequest[]> {
  return queryRows<OwnRequest>(
    on,
    sql`
      select o.id, o.code, o.title, o.state, o.headings, to_char(o.starts_on, 'YYYY-MM-DD') as "startsOn",
        to_char(o.ends_on, 'YYYY-MM-DD') as "endsOn", o.synthetic, o.decision,
        to_char(to_timestamp(o.created_ms / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "askedAt"
      from cencomm_operations o
      where o.requested_by = ${viewer.accountId}
        and (o.state = 'requested' or (o.state = 'refused' and o.decided_at > now() - interval '180 days'))
      order by o.created_ms desc limit 50`,
    'cencomm_own_requests',
  );
}

export interface OperationCount {
  readonly unread: number;
  readonly members: number;
  /** Offices with a member. */
  readonly offices: number;
}

/** For each of the viewer's operations: unread messages, members and offices. */
export async function countMine(on: Queryable, viewer: Viewer): Promise<ReadonlyMap<string, OperationCount>> {
  const rows = await queryRows<OperationCount & { id: string }>(
    on,
    sql`
      with unread as (
        select b.operation_id as id, count(*)::int as n from cencomm_mailbox b
        join cencomm_members m on m.operation_id = b.operation_id and m.account_id = b.account_id
          and m.removed_at is null
        where b.account_id = ${viewer.accountId} and b.is_unread and b.created_ms >= m.sees_from_ms
        group by b.operation_id)
      select m.operation_id as id, coalesce((select n from unread where unread.id = m.operation_id), 0) as unread,
        count(x.id)::int as members, count(distinct a.office_id)::int as offices
      from cencomm_members m join cencomm_members x on x.operation_id = m.operation_id and x.removed_at is null
        join accounts a on a.id = x.account_id
      where m.account_id = ${viewer.accountId} and m.removed_at is null group by m.operation_id, m.sees_from_ms`,
    'cencomm_count_mine',
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
