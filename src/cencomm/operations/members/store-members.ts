import { isLive } from '../../../access/index.ts';
import type { Lang, Level, Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { Entered, MemberRole } from '../operation.ts';
import { roleFor } from '../operation.ts';

/** A member as the others see them. */
export interface MemberCard {
  readonly accountId: number;
  readonly login: string;
  readonly personName: string | null;
  readonly unit: string | null;
  readonly email: string | null;
  readonly lang: Lang;
  readonly level: Level;
  readonly officeId: number;
  readonly role: MemberRole;
  /** ISO 3166-1 alpha-2 they speak for. */
  readonly country: string | null;
  /** YYYY-MM-DD. */
  readonly joinedOn: string;
  /** An open page was seen within the last minute. */
  readonly isOnLine: boolean;
  /** Whether the account can sign in today. */
  readonly isLive: boolean;
}

/** The members of an operation the viewer has entered: owner, liaisons, members, observers, each by login. */
export async function listMemberCards(_viewer: Viewer, on: Queryable, { operation }: Entered): Promise<MemberCard[]> {
  const { rows } = await on.query<MemberCard>({
    name: 'cencomm_member_cards',
    text: `select m.account_id as "accountId", a.login_id as login, a.person_name as "personName", a.unit, a.email, a.lang, a.level, a.office_id as "officeId", m.role, m.country,
        to_char(m.joined_at at time zone 'UTC', 'YYYY-MM-DD') as "joinedOn", (${isLive}) as "isLive",
        exists (select from cencomm_presence p where p.account_id = m.account_id and p.seen_at > now() - interval '1 minute') as "isOnLine"
      from cencomm_members m join accounts a on a.id = m.account_id
      where m.operation_id = $1 and m.removed_at is null
      order by array_position(array['owner', 'liaison', 'member', 'observer'], m.role), a.login_id`,
    values: [operation.id],
  });
  return rows.map(row => ({ ...row, role: roleFor(row.level, row.role) }));
}

/** Changes what a member is. The operation is locked, and what it may be was checked. */
export async function setRole(
  on: Queryable,
  operationId: string,
  accountId: number,
  role: MemberRole,
  country: string | null,
): Promise<void> {
  await on.query(
    'update cencomm_members set role = $3, country = $4 where operation_id = $1 and account_id = $2 and removed_at is null',
    [operationId, accountId, role, country],
  );
}
