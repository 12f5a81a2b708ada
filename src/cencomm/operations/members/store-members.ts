import { isLive, type Lang, type Level, type Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../../db/sql.ts';
import { roleFor, type Entered, type MemberRole, type Operation } from '../operation.ts';

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
  /** The member had an open page within the last minute. */
  readonly isOnLine: boolean;
  /** Whether the account can sign in today. */
  readonly isLive: boolean;
}

/** The members of an operation the viewer has entered: owner, liaisons, members, observers, each by login. */
export async function listMemberCards(on: Queryable, _viewer: Viewer, { operation }: Entered): Promise<MemberCard[]> {
  const rows = await queryRows<MemberCard>(
    on,
    sql`
      select m.account_id as "accountId", a.login_id as login, a.person_name as "personName", a.unit, a.email, a.lang,
        a.level, a.office_id as "officeId", m.role, m.country,
        to_char(m.joined_at at time zone 'UTC', 'YYYY-MM-DD') as "joinedOn", (${isLive}) as "isLive",
        exists (select from cencomm_presence p
            where p.account_id = m.account_id and p.seen_at > now() - interval '1 minute') as "isOnLine"
      from cencomm_members m join accounts a on a.id = m.account_id
      where m.operation_id = ${operation.id} and m.removed_at is null
      order by array_position(array['owner', 'liaison', 'member', 'observer'], m.role), a.login_id`,
    'cencomm_member_cards',
  );
  return rows.map(row => ({ ...row, role: roleFor(row.level, row.role) }));
}

/** Changes a member's role and country, which the caller has checked. The operation is locked. */
export async function setRole(
  on: Queryable,
  operationId: string,
  accountId: number,
  role: MemberRole,
  country: string | null,
): Promise<void> {
  await execute(
    on,
    sql`
      update cencomm_members set role = ${role}, country = ${country}
      where operation_id = ${operationId} and account_id = ${accountId} and removed_at is null`,
  );
}

export interface NewMember {
  readonly accountId: number;
  readonly role: MemberRole;
  readonly country: string | null;
}

/** Adds a member to an operation whose row is locked. Returns whether the account was not a member before. */
export async function insertMember(
  client: Client,
  by: Pick<Viewer, 'accountId'>,
  { id, joining }: Pick<Operation, 'id' | 'joining'>,
  { accountId, role, country }: NewMember,
): Promise<boolean> {
  const inserted = await execute(
    client,
    sql`
      insert into cencomm_members (operation_id, account_id, role, country, sees_from_ms, added_by)
      values (${id}, ${accountId}, ${role}, ${country}, ${joining === 'history' ? 0 : Date.now()}, ${by.accountId})
      on conflict (operation_id, account_id) where removed_at is null do nothing`,
  );
  return inserted > 0;
}

/** Puts earlier messages to everyone, or to the member's country, into the member's mailbox, as read. */
export async function insertHistory(client: Client, operationId: string, member: NewMember): Promise<void> {
  await execute(
    client,
    sql`
      insert into cencomm_mailbox
        (account_id, message_id, operation_id, thread_id, created_ms, kind, box, is_unread, is_latest)
      select ${member.accountId}, m.id, m.operation_id, m.thread_id, m.created_ms, m.kind, 'in', false,
        m.seq = max(m.seq) over (partition by m.thread_id)
      from cencomm_messages m where m.operation_id = ${operationId}
        and (m.audience = 'all' or (m.audience = 'countries' and ${member.country}::text = any(m.countries)))
      on conflict do nothing`,
  );
}

/** Ends a membership; `by` is null where the account's access ended. Returns its id; undefined where there was none. */
export async function endMembership(
  client: Client,
  by: number | null,
  operationId: string,
  accountId: number,
): Promise<number | undefined> {
  const ended = await queryRow<{ id: number }>(
    client,
    sql`
      update cencomm_members
      set removed_at = now(), removed_by = ${by}, left_by_own_will = ${accountId === by}
      where operation_id = ${operationId} and account_id = ${accountId} and removed_at is null
      returning id::int as id`,
  );
  return ended?.id;
}

/** A membership that ended, as the others see it. */
export interface Departure {
  readonly id: number;
  readonly login: string;
  readonly personName: string | null;
  readonly officeId: number;
  /** ISO. */
  readonly at: string;
  readonly how: 'left' | 'removed' | 'ended';
}

/** Memberships that ended since the viewer sees the operation, the last first. */
export function listDepartures(on: Queryable, { operation, membership }: Entered): Promise<Departure[]> {
  return queryRows(
    on,
    sql`
      select m.id::int as id, a.login_id as login, a.person_name as "personName", a.office_id as "officeId",
        to_char(m.removed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
        case when m.left_by_own_will then 'left' when m.removed_by is null then 'ended' else 'removed' end as how
      from cencomm_members m join accounts a on a.id = m.account_id
      where m.operation_id = ${operation.id} and m.removed_at >= to_timestamp(${membership.seesFromMs} / 1000.0)
      order by m.removed_at desc, m.id desc limit 500`,
    'cencomm_departures',
  );
}

/** The owner becomes a member. Returns who was. */
export async function demoteOwner(client: Client, operationId: string): Promise<number[]> {
  const rows = await queryRows<{ id: number }>(
    client,
    sql`
      update cencomm_members set role = 'member'
      where operation_id = ${operationId} and role = 'owner' and removed_at is null returning account_id as id`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Ended, past its last day, or Limited, which has no CENcomm. A suspension may be lifted, so suspended members stay.
 */
const hasNoAccess = sql`(a.ended_at is not null or a.ends_on < current_date or a.level = 'limited')`;

/** Ids of operations with a member whose access ended. */
export async function listOperationsToExpire(on: Queryable): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    on,
    sql`
      select distinct o.id from cencomm_operations o
        join cencomm_members m on m.operation_id = o.id and m.removed_at is null join accounts a on a.id = m.account_id
      where o.state in ('open', 'closed', 'archived') and ${hasNoAccess}`,
  );
  return rows.map(({ id }) => id);
}

export function listMembersWithoutAccess(
  on: Queryable,
  operationId: string,
): Promise<{ accountId: number; login: string }[]> {
  return queryRows(
    on,
    sql`
      select m.account_id as "accountId", a.login_id as login
      from cencomm_members m join accounts a on a.id = m.account_id
      where m.operation_id = ${operationId} and m.removed_at is null and ${hasNoAccess} order by m.id`,
  );
}

export async function findAccountId(on: Queryable, login: string): Promise<number | undefined> {
  const row = await queryRow<{ id: number }>(on, sql`select id from accounts where login_id = ${login.toLowerCase()}`);
  return row?.id;
}
