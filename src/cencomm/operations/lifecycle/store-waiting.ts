import { rights } from '../../../access/index.ts';
import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { queryRow, sql } from '../../../db/sql.ts';
import { isOpenInvitation } from '../members/store-invitations.ts';

interface Waiting {
  readonly invitations: number;
  readonly requests: number;
}

/**
 * Invitations waiting for the viewer or an office they answer for; requests, for an administrator only. Up to 100 each.
 */
export async function countWaiting(on: Queryable, viewer: Viewer, officeIds: readonly number[]): Promise<Waiting> {
  const row = await queryRow<Waiting>(
    on,
    sql`
      select (select count(*)::int
          from (select 1 from cencomm_invitations i
        join cencomm_operations o on o.id = i.operation_id and o.state = 'open'
        where ${isOpenInvitation}
          and (i.account_id = ${viewer.accountId} or i.office_id = any(${officeIds}::int[]))
        limit 100) found) as invitations,
      case when ${rights.administrator(viewer)} then (select count(*)::int
          from (select 1 from cencomm_operations where state = 'requested' limit 100) found) else 0 end as requests`,
    'cencomm_waiting',
  );
  return row ?? { invitations: 0, requests: 0 };
}
