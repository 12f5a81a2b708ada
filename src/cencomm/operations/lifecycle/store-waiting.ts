import { rights } from '../../../access/index.ts';
import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';

export interface Waiting {
  readonly invitations: number;
  readonly requests: number;
}

/** Invitations that wait for the viewer or an office they answer for; requests, for an administrator only. Counted up to 100. */
export async function countWaiting(viewer: Viewer, on: Queryable, officeIds: readonly number[]): Promise<Waiting> {
  const {
    rows: [row],
  } = await on.query<Waiting>({
    name: 'cencomm_waiting',
    text: `select (select count(*)::int from (select 1 from cencomm_invitations i join cencomm_operations o on o.id = i.operation_id and o.state = 'open'
          where i.state = 'open' and i.invited_at > now() - interval '30 days' and (i.account_id = $1 or i.office_id = any($2::int[])) limit 100) found) as invitations,
        case when $3 then (select count(*)::int from (select 1 from cencomm_operations where state = 'requested' limit 100) found) else 0 end as requests`,
    values: [viewer.accountId, officeIds, rights.administrator(viewer)],
  });
  return row ?? { invitations: 0, requests: 0 };
}
