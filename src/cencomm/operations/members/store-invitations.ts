import type { Viewer } from '../../../access/index.ts';
import { rights } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../../db/sql.ts';
import type { Sql } from '../../../db/sql.ts';
import { NotVisible } from '../../../errors.ts';
import type { Offices } from '../../../reference/index.ts';
import type { Entered, MemberRole, Operation } from '../operation.ts';
import { isId } from '../store.ts';

/** Days an invitation stands. */
export const invitationDays = 30;

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
  readonly invitedAt: string;
  readonly lapsesAt: string;
}

/** The same as whom it is for sees it: with what the operation is, short of everything that is sealed. */
export type Invited = Invitation &
  Pick<Operation, 'title' | 'headings' | 'countries' | 'langs' | 'startsOn' | 'endsOn' | 'synthetic'> & {
    readonly ownerOffice: number;
  };

const columns = sql`
  i.id, i.operation_id as "operationId", i.office_id as "officeId", i.account_id as "accountId", a.login_id as login,
  a.person_name as "personName",
  coalesce(i.office_id, a.office_id) as "ofOffice", i.role, i.country, b.login_id as "invitedBy",
  to_char(i.invited_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "invitedAt",
  to_char((i.invited_at + interval '30 days') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lapsesAt"`;
const tables = sql`
  cencomm_invitations i join accounts b on b.id = i.invited_by left join accounts a on a.id = i.account_id`;
const isOpen = sql`i.state = 'open' and i.invited_at > now() - interval '30 days'`;
const ofOperation = sql`
  , o.title, o.headings, o.countries, o.langs, to_char(o.starts_on, 'YYYY-MM-DD') as "startsOn",
  to_char(o.ends_on, 'YYYY-MM-DD') as "endsOn", o.synthetic, o.office_id as "ownerOffice"`;

/** Invitations of an operation the viewer has entered that still stand, oldest first. */
export async function listInvitations(_viewer: Viewer, on: Queryable, { operation }: Entered): Promise<Invitation[]> {
  return queryRows<Invitation>(
    on,
    sql`
      select ${columns} from ${tables} where i.operation_id = ${operation.id} and ${isOpen}
      order by i.invited_at, i.id`,
    'cencomm_invitations',
  );
}

/** Offices whose invitations this viewer answers: the contact point's, the RILO officer's, the administrator's own, and partners' for the latter. */
export function officesAnsweredFor(viewer: Viewer, offices: Offices): number[] {
  if (rights.ncp(viewer) || rights.rilo(viewer)) return [viewer.office.id];
  if (!rights.administrator(viewer)) return [];
  return offices.all.filter(({ id, kind }) => id === viewer.office.id || kind === 'partner').map(({ id }) => id);
}

const waitingFor = (viewer: Viewer, offices: Offices): Sql => sql`
  from ${tables} join cencomm_operations o on o.id = i.operation_id
  where ${isOpen} and o.state = 'open' and (i.account_id = ${viewer.accountId}
    or i.office_id = any(${officesAnsweredFor(viewer, offices)}::int[]))`;

/** Invitations that wait for the viewer or for an office they answer for, newest first. */
export async function listInvited(viewer: Viewer, on: Queryable, offices: Offices): Promise<Invited[]> {
  return queryRows<Invited>(
    on,
    sql`select ${columns}${ofOperation} ${waitingFor(viewer, offices)} order by i.invited_at desc limit 100`,
    'cencomm_invited',
  );
}

/** One of them; throws NotVisible for one that is not theirs to answer, or was answered, withdrawn or lapsed. */
export async function getInvited(viewer: Viewer, on: Queryable, offices: Offices, id: unknown): Promise<Invited> {
  if (!isId(id)) throw new NotVisible('no such invitation');
  const row = await queryRow<Invited>(
    on,
    sql`select ${columns}${ofOperation} ${waitingFor(viewer, offices)} and i.id = ${id}`,
    'cencomm_invited_one',
  );
  if (!row) throw new NotVisible('no such invitation');
  return row;
}

/** The same with its operation locked until the transaction ends. */
export async function lockInvited(
  viewer: Viewer,
  client: Client,
  offices: Offices,
  id: unknown,
): Promise<Invited & Pick<Operation, 'joining'>> {
  const { operationId } = await getInvited(viewer, client, offices, id);
  const operation = await queryRow<Pick<Operation, 'joining'>>(
    client,
    sql`select joining from cencomm_operations where id = ${operationId} for update`,
  );
  if (!operation) throw new NotVisible('no such invitation');
  // What stood before the lock may have been withdrawn or answered while we waited for it.
  return { ...(await getInvited(viewer, client, offices, id)), ...operation };
}

export type NewInvitation = Pick<Invitation, 'id' | 'role' | 'country'> &
  (
    | { readonly officeId: number; readonly accountId?: never }
    | { readonly accountId: number; readonly officeId?: never }
  );

/** Lays down an invitation; one that was sent before is found by the number of its form. Answers whether it is new. */
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

/** Ends an open invitation; answers whether it was one. */
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

/** Ends all that wait for an account that became a member another way. */
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

/** Whether an invitation to this office stands already. */
export async function isOfficeInvited(on: Queryable, operationId: string, officeId: number): Promise<boolean> {
  const row = await queryRow<{ found: boolean }>(
    on,
    sql`
      select exists (select from cencomm_invitations i
          where i.operation_id = ${operationId} and i.office_id = ${officeId} and ${isOpen}) as found`,
  );
  return row?.found ?? false;
}
