import { rights, type Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../../db/sql.ts';
import { NotVisible } from '../../../errors.ts';
import type { Offices } from '../../../reference/index.ts';
import type { Entered, MemberRole, Operation } from '../operation.ts';
import { isId } from '../store.ts';

/** How long an invitation can be answered. */
const lifetime = sql`interval '30 days'`;
/** Condition on an invitation `i`: it can still be answered. */
export const isOpenInvitation = sql`i.state = 'open' and i.invited_at > now() - ${lifetime}`;

/** When it can be answered no more. */
export const lapsesAt = sql`i.invited_at + ${lifetime}`;

/** An invitation as the owner of the operation sees it. Times ISO. */
export interface Invitation {
  readonly id: string;
  readonly operationId: string;
  readonly officeId: number | null;
  readonly accountId: number | null;
  readonly login: string | null;
  readonly personName: string | null;
  /** Office of the invited officer, or the invited office. */
  readonly ofOffice: number;
  readonly role: Exclude<MemberRole, 'owner'>;
  readonly country: string | null;
  readonly invitedBy: string;
  readonly inviterName: string | null;
  readonly invitedAt: string;
  readonly lapsesAt: string;
}

/** The same as the invited officer or office sees it: with what the operation is, but nothing that is sealed. */
export type Invited = Invitation &
  Pick<Operation, 'title' | 'headings' | 'countries' | 'langs' | 'startsOn' | 'endsOn' | 'synthetic'> & {
    readonly ownerOffice: number;
  };

const columns = sql`
  i.id, i.operation_id as "operationId", i.office_id as "officeId", i.account_id as "accountId", a.login_id as login,
  a.person_name as "personName",
  coalesce(i.office_id, a.office_id) as "ofOffice", i.role, i.country, b.login_id as "invitedBy",
  b.person_name as "inviterName",
  to_char(i.invited_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "invitedAt",
  to_char((i.invited_at + ${lifetime}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lapsesAt"`;
const tables = sql`
  cencomm_invitations i join accounts b on b.id = i.invited_by left join accounts a on a.id = i.account_id`;
const ofOperation = sql`
  , o.title, o.headings, o.countries, o.langs, to_char(o.starts_on, 'YYYY-MM-DD') as "startsOn",
  to_char(o.ends_on, 'YYYY-MM-DD') as "endsOn", o.synthetic, o.office_id as "ownerOffice"`;

/** Invitations of an operation the viewer has entered that can still be answered, oldest first. */
export async function listInvitations(on: Queryable, _viewer: Viewer, { operation }: Entered): Promise<Invitation[]> {
  return queryRows<Invitation>(
    on,
    sql`
      select ${columns} from ${tables} where i.operation_id = ${operation.id} and ${isOpenInvitation}
      order by i.invited_at, i.id`,
    'cencomm_invitations',
  );
}

/**
 * Offices whose invitations this viewer answers: a contact point, RILO officer or administrator their own, the last
 * also partners'.
 */
export function officesAnsweredFor(viewer: Viewer, offices: Offices): number[] {
  if (rights.ncp(viewer) || rights.rilo(viewer)) return [viewer.office.id];
  if (!rights.administrator(viewer)) return [];
  return offices.all.filter(({ id, kind }) => id === viewer.office.id || kind === 'partner').map(({ id }) => id);
}

const waitingFor = (viewer: Viewer, offices: Offices): Sql => sql`
  from ${tables} join cencomm_operations o on o.id = i.operation_id
  where ${isOpenInvitation} and o.state = 'open' and (i.account_id = ${viewer.accountId}
    or i.office_id = any(${officesAnsweredFor(viewer, offices)}::int[]))`;

/** Invitations waiting for the viewer or for an office they answer for, newest first. */
export async function listInvited(on: Queryable, viewer: Viewer, offices: Offices): Promise<Invited[]> {
  return queryRows<Invited>(
    on,
    sql`select ${columns}${ofOperation} ${waitingFor(viewer, offices)} order by i.invited_at desc limit 100`,
    'cencomm_invited',
  );
}

/** One of them; throws NotVisible for one that is not theirs to answer, or was answered, withdrawn or lapsed. */
export async function getInvited(on: Queryable, viewer: Viewer, offices: Offices, id: unknown): Promise<Invited> {
  if (!isId(id)) throw new NotVisible('no such invitation');
  const row = await queryRow<Invited>(
    on,
    sql`select ${columns}${ofOperation} ${waitingFor(viewer, offices)} and i.id = ${id}`,
    'cencomm_invited_one',
  );
  if (!row) throw new NotVisible('no such invitation');
  return row;
}

/** The same, with its operation locked until the transaction ends. */
export async function lockInvited(
  client: Client,
  viewer: Viewer,
  offices: Offices,
  id: unknown,
): Promise<Invited & Pick<Operation, 'joining'>> {
  const { operationId } = await getInvited(client, viewer, offices, id);
  const operation = await queryRow<Pick<Operation, 'joining'>>(
    client,
    sql`select joining from cencomm_operations where id = ${operationId} for update`,
  );
  if (!operation) throw new NotVisible('no such invitation');
  // It may have been withdrawn or answered while we waited for the lock.
  return { ...(await getInvited(client, viewer, offices, id)), ...operation };
}

type NewInvitation = Pick<Invitation, 'id' | 'role' | 'country'> &
  (
    | { readonly officeId: number; readonly accountId?: never }
    | { readonly accountId: number; readonly officeId?: never }
  );

/** Inserts an invitation unless its form was sent before. Returns whether it is new. */
export async function insertInvitation(
  on: Queryable,
  viewer: Viewer,
  operationId: string,
  { id, officeId, accountId, role, country }: NewInvitation,
): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      insert into cencomm_invitations (id, operation_id, office_id, account_id, role, country, invited_by)
      values (${id}, ${operationId}, ${officeId ?? null}, ${accountId ?? null}, ${role}, ${country},
        ${viewer.accountId}) on conflict (id) do nothing`,
  );
  return rowCount > 0;
}

/** Ends an open invitation. Returns whether there was one. */
export async function settleInvitation(
  on: Queryable,
  viewer: Viewer,
  operationId: string,
  id: string,
  state: 'accepted' | 'declined' | 'withdrawn',
): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      update cencomm_invitations set state = ${state}, settled_at = now(), settled_by = ${viewer.accountId}
      where id = ${id} and operation_id = ${operationId} and state = 'open'`,
  );
  return rowCount > 0;
}

/** Ends the other invitations of an account that became a member. */
export async function settleOthers(
  on: Queryable,
  viewer: Viewer,
  operationId: string,
  accountId: number,
): Promise<void> {
  await execute(
    on,
    sql`
      update cencomm_invitations set state = 'accepted', settled_at = now(), settled_by = ${viewer.accountId}
      where operation_id = ${operationId} and account_id = ${accountId} and state = 'open'`,
  );
}

/** Whether this office has an open invitation. */
export async function isOfficeInvited(on: Queryable, operationId: string, officeId: number): Promise<boolean> {
  const row = await queryRow<{ found: boolean }>(
    on,
    sql`
      select exists (select from cencomm_invitations i
          where i.operation_id = ${operationId} and i.office_id = ${officeId} and ${isOpenInvitation}) as found`,
  );
  return row?.found ?? false;
}

/** Whether there is an invitation with this id, in whatever state. */
export async function hasInvitation(on: Queryable, id: string): Promise<boolean> {
  return (await queryRow(on, sql`select 1 from cencomm_invitations where id = ${id}`)) !== undefined;
}

/** Invitations the viewer sent within the last hour. */
export async function countRecentInvitations(on: Queryable, viewer: Viewer): Promise<number> {
  const row = await queryRow<{ count: number }>(
    on,
    sql`
      select count(*)::int as count from cencomm_invitations
      where invited_by = ${viewer.accountId} and invited_at > now() - interval '1 hour'`,
  );
  return row?.count ?? 0;
}

/** What the viewer answered to an invitation, if they did. */
export function findOwnAnswer(
  on: Queryable,
  viewer: Viewer,
  id: string,
): Promise<{ operationId: string; state: 'accepted' | 'declined' } | undefined> {
  return queryRow(
    on,
    sql`
      select operation_id as "operationId", state from cencomm_invitations
      where id = ${id} and settled_by = ${viewer.accountId} and state in ('accepted', 'declined')`,
  );
}

/** Ends open invitations that were not answered in time. Returns their operations. */
export async function lapseInvitations(client: Client): Promise<string[]> {
  const rows = await queryRows<{ operationId: string }>(
    client,
    sql`
      update cencomm_invitations set state = 'lapsed', settled_at = now()
      where state = 'open' and invited_at <= now() - ${lifetime} returning operation_id as "operationId"`,
  );
  return rows.map(({ operationId }) => operationId);
}
