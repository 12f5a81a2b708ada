import type { Viewer } from '../access/index.ts';
import type { Queryable } from '../db/pool.ts';
import { queryRow, sql, type Sql } from '../db/sql.ts';
import { notCounted } from './forms/versions/store-versions.ts';

export interface CountsInside {
  readonly unread: number;
  readonly warnings: number;
  readonly feedback: number;
  readonly seizures: number;
  /** Warnings nobody has answered. */
  readonly unanswered: number;
  /** Offices with a member. */
  readonly offices: number;
}

export const noneInside: CountsInside = { unread: 0, warnings: 0, feedback: 0, seizures: 0, unanswered: 0, offices: 0 };

/** The last two, as part of a statement with `mine`, the reader's messages of the operation. */
export const aroundMailbox = (operationId: string): Sql => sql`
  'unanswered', (select count(*) from cencomm_chains c
      where c.operation_id = ${operationId}::uuid and c.state = 'open'
    and c.last_warning_id in (select message_id from mine)),
  'offices', (select count(distinct a.office_id) from cencomm_members m join accounts a on a.id = m.account_id
      where m.operation_id = ${operationId}::uuid and m.removed_at is null)`;

/** Counts for the head of an operation, of what this member may see. */
export async function countInside(
  on: Queryable,
  viewer: Viewer,
  operationId: string,
  seesFromMs: number,
): Promise<CountsInside> {
  const row = await queryRow<CountsInside>(
    on,
    sql`
      with mine as (select message_id, kind, is_unread, box from cencomm_mailbox
          where account_id = ${viewer.accountId} and operation_id = ${operationId} and created_ms >= ${seesFromMs})
      select (count(*) filter (where is_unread))::int as unread,
        (count(*) filter (where kind = 'warning' and message_id not in ${notCounted(operationId)}))::int as warnings,
        (count(*) filter (where kind = 'feedback' and message_id not in ${notCounted(operationId)}))::int as feedback,
          (count(*) filter (where kind = 'seizure' and message_id not in ${notCounted(operationId)}))::int as seizures,
        (select count(*)::int from cencomm_chains c
            where c.operation_id = ${operationId} and c.state = 'open'
          and c.last_warning_id in (select message_id from mine)) as unanswered,
        (select count(distinct a.office_id)::int from cencomm_members m join accounts a on a.id = m.account_id
            where m.operation_id = ${operationId} and m.removed_at is null) as offices
      from mine`,
    'cencomm_counts_inside',
  );
  return row ?? noneInside;
}
