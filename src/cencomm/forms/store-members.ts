import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Entered, MemberRole } from '../operations/operation.ts';

/** Somebody a message can be sent to. */
export interface Colleague {
  readonly accountId: number;
  readonly loginId: string;
  readonly officeId: number;
  readonly country: string | null;
  readonly role: MemberRole;
}

/** The other members of an operation the viewer has entered, by office and login. */
export async function listColleagues(viewer: Viewer, on: Queryable, { operation }: Entered): Promise<Colleague[]> {
  const { rows } = await on.query<Colleague>({
    name: 'cencomm_colleagues',
    text: `select m.account_id as "accountId", a.login_id as "loginId", a.office_id as "officeId", m.country, m.role
      from cencomm_members m join accounts a on a.id = m.account_id where m.operation_id = $2 and m.removed_at is null and m.account_id <> $1 order by a.office_id, a.login_id`,
    values: [viewer.accountId, operation.id],
  });
  return rows;
}
