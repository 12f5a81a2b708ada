import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import type { Entered, MemberRole } from '../operations/operation.ts';

/** A member to whom a message can be sent. */
export interface Colleague {
  readonly accountId: number;
  readonly loginId: string;
  readonly officeId: number;
  readonly country: string | null;
  readonly role: MemberRole;
}

/** The other members of an operation the viewer has entered, by office and login. */
export async function listColleagues(on: Queryable, viewer: Viewer, { operation }: Entered): Promise<Colleague[]> {
  return queryRows<Colleague>(
    on,
    sql`
      select m.account_id as "accountId", a.login_id as "loginId", a.office_id as "officeId", m.country, m.role
      from cencomm_members m join accounts a on a.id = m.account_id
      where m.operation_id = ${operation.id} and m.removed_at is null and m.account_id <> ${viewer.accountId}
      order by a.office_id, a.login_id`,
    'cencomm_colleagues',
  );
}
