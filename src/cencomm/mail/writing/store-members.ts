import type { Queryable } from '../../../db/pool.ts';
import { queryRows, sql } from '../../../db/sql.ts';
import type { MemberRole } from '../../operations/operation.ts';

/** A member of an operation today, to whom a message can be sent. */
export interface MailMember {
  readonly accountId: number;
  readonly loginId: string;
  readonly personName: string | null;
  readonly officeId: number;
  readonly role: MemberRole;
  readonly country: string | null;
}

/** Today's members of an operation the caller has entered, by country and login. */
export async function listMailMembers(on: Queryable, operationId: string): Promise<MailMember[]> {
  return queryRows<MailMember>(
    on,
    sql`
      select m.account_id as "accountId", a.login_id as "loginId", a.person_name as "personName",
        a.office_id as "officeId", m.role, m.country
      from cencomm_members m join accounts a on a.id = m.account_id
      where m.operation_id = ${operationId} and m.removed_at is null order by m.country nulls last, a.login_id`,
    'cencomm_mail_members',
  );
}

/** Accounts that have a message in their mailbox, its sender's too. */
export async function listHolders(on: Queryable, messageId: string): Promise<number[]> {
  const rows = await queryRows<{ id: number }>(
    on,
    sql`select account_id as id from cencomm_mailbox where message_id = ${messageId}`,
  );
  return rows.map(({ id }) => id);
}
