import type { Viewer } from '../../../access/index.ts';
import { rights } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
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

const columns = `i.id, i.operation_id as "operationId", i.office_id as "officeId", i.account_id as "accountId", a.login_id as login, a.person_name as "personName",
  coalesce(i.office_id, a.office_id) as "ofOffice", i.role, i.country, b.login_id as "invitedBy", to_char(i.invited_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "invitedAt",
  to_char((i.invited_at + interval '30 days') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lapsesAt"`;
const tables =
  'cencomm_invitations i join accounts b on b.id = i.invited_by left join accounts a on a.id = i.account_id';
const isOpen = `i.state = 'open' and i.invited_at > now() - interval '30 days'`;
const ofOperation = `, o.title, o.headings, o.countries, o.langs, to_char(o.starts_on, 'YYYY-MM-DD') as "startsOn", to_char(o.ends_on, 'YYYY-MM-DD') as "endsOn", o.synthetic, o.office_id as "ownerOffice"`;

/** Invitations of an operation the viewer has entered that still stand, oldest first. */
export async function listInvitations(_viewer: Viewer, on: Queryable, { operation }: Entered): Promise<Invitation[]> {
  const { rows } = await on.query<Invitation>({
    name: 'cencomm_invitations',
    text: `select ${columns} from ${tables} where i.operation_id = $1 and ${isOpen} order by i.invited_at, i.id`,
    values: [operation.id],
  });
  return rows;
}

/** Offices whose invitations this viewer answers: the contact point's, the RILO officer's, the administrator's own, and partners' for the latter. */
export function officesAnsweredFor(viewer: Viewer, offices: Offices): number[] {
  if (rights.ncp(viewer) || rights.rilo(viewer)) return [viewer.office.id];
  if (!rights.administrator(viewer)) return [];
  return offices.all.filter(({ id, kind }) => id === viewer.office.id || kind === 'partner').map(({ id }) => id);
}

const forViewer = `from ${tables} join cencomm_operations o on o.id = i.operation_id where ${isOpen} and o.state = 'open' and (i.account_id = $1 or i.office_id = any($2::int[]))`;

/** Invitations that wait for the viewer or for an office they answer for, newest first. */
export async function listInvited(viewer: Viewer, on: Queryable, offices: Offices): Promise<Invited[]> {
  const { rows } = await on.query<Invited>({
    name: 'cencomm_invited',
    text: `select ${columns}${ofOperation} ${forViewer} order by i.invited_at desc limit 100`,
    values: [viewer.accountId, officesAnsweredFor(viewer, offices)],
  });
  return rows;
}

/** One of them; throws NotVisible for one that is not theirs to answer, or was answered, withdrawn or lapsed. */
export async function getInvited(viewer: Viewer, on: Queryable, offices: Offices, id: unknown): Promise<Invited> {
  if (!isId(id)) throw new NotVisible('no such invitation');
  const {
    rows: [row],
  } = await on.query<Invited>({
    name: 'cencomm_invited_one',
    text: `select ${columns}${ofOperation} ${forViewer} and i.id = $3`,
    values: [viewer.accountId, officesAnsweredFor(viewer, offices), id],
  });
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
  const {
    rows: [operation],
  } = await client.query<Pick<Operation, 'joining'>>(
    'select joining from cencomm_operations where id = $1 for update',
    [operationId],
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
  const { rowCount } = await on.query(
    `
    insert into cencomm_invitations (id, operation_id, office_id, account_id, role, country, invited_by) values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [id, operationId, officeId ?? null, accountId ?? null, role, country, viewer.accountId],
  );
  return (rowCount ?? 0) > 0;
}

/** Ends an open invitation; answers whether it was one. */
export async function settleInvitation(
  on: Queryable,
  viewer: Viewer,
  operationId: string,
  id: string,
  state: 'accepted' | 'declined' | 'withdrawn',
): Promise<boolean> {
  const { rowCount } = await on.query(
    `update cencomm_invitations set state = $3, settled_at = now(), settled_by = $4 where id = $1 and operation_id = $2 and state = 'open'`,
    [id, operationId, state, viewer.accountId],
  );
  return (rowCount ?? 0) > 0;
}

/** Ends all that wait for an account that became a member another way. */
export async function settleOthers(
  on: Queryable,
  viewer: Viewer,
  operationId: string,
  accountId: number,
): Promise<void> {
  await on.query(
    `update cencomm_invitations set state = 'accepted', settled_at = now(), settled_by = $3 where operation_id = $1 and account_id = $2 and state = 'open'`,
    [operationId, accountId, viewer.accountId],
  );
}

/** Whether an invitation to this office stands already. */
export async function isOfficeInvited(on: Queryable, operationId: string, officeId: number): Promise<boolean> {
  const {
    rows: [row],
  } = await on.query<{ found: boolean }>({
    text: `select exists (select from cencomm_invitations i where i.operation_id = $1 and i.office_id = $2 and ${isOpen}) as found`,
    values: [operationId, officeId],
  });
  return row?.found ?? false;
}
