import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { Forbidden, NotVisible } from '../../errors.ts';
import { mayWrite, roleFor, type Entered, type MemberRole, type Membership, type Operation } from './operation.ts';

/** Columns of an operation `o`. */
const operationColumns = sql`
  o.id, o.code, o.title, o.state, o.version, o.requested_by as "requestedBy", o.office_id as "officeId",
  o.created_ms as "createdMs",
  to_char(o.starts_on, 'YYYY-MM-DD') as "startsOn", to_char(o.ends_on, 'YYYY-MM-DD') as "endsOn", o.headings,
  o.countries, o.langs, o.joining, o.forms, o.limits,
  o.title_in_records as "titleInRecords",
  o.retention_days as "retentionDays", o.current_epoch as "currentEpoch", o.closed_at as "closedAt",
  o.archived_at as "archivedAt", o.disposed_at as "disposedAt",
  o.legal_hold as "legalHold", o.synthetic`;

type Times = 'closedAt' | 'archivedAt' | 'disposedAt';
type OperationRow = Omit<Operation, 'createdMs' | Times> & { readonly createdMs: string } & Readonly<
    Record<Times, Date | null>
  >;

function toOperation(row: OperationRow): Operation {
  const iso = (time: Date | null): string | null => time?.toISOString() ?? null;
  return {
    ...row,
    createdMs: Number(row.createdMs),
    closedAt: iso(row.closedAt),
    archivedAt: iso(row.archivedAt),
    disposedAt: iso(row.disposedAt),
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Whether a part of an address can be an id at all. */
export const isId = (text: unknown): text is string => typeof text === 'string' && uuid.test(text);

/** States members may open; a request is shown elsewhere, to the requester and the Secretariat. */
const openable = sql`('open', 'closed', 'archived')`;

type EnteredRow = OperationRow & {
  readonly memberId: string;
  readonly role: MemberRole;
  readonly country: string | null;
  readonly seesFromMs: string;
};

/**
 * The operation, if the viewer is one of its members today. Throws NotVisible otherwise, for administrators too:
 * outside the group nobody learns that it exists.
 */
export async function enter(on: Queryable, viewer: Viewer, id: unknown): Promise<Entered> {
  return find(on, viewer, id, empty);
}

/**
 * The same, with the operation locked until the transaction ends: sending and removing members happen one after the
 * other.
 */
export async function enterLocked(client: Client, viewer: Viewer, id: unknown): Promise<Entered> {
  return find(client, viewer, id, sql`for update of o`);
}

/** As `enterLocked`, to send or file something. Throws Forbidden for an observer and once the operation is closed. */
export async function enterToWrite(client: Client, viewer: Viewer, id: unknown): Promise<Entered> {
  const entered = await enterLocked(client, viewer, id);
  if (!mayWrite(entered))
    throw new Forbidden(entered.membership.role === 'observer' ? 'observers read' : 'the operation is over');
  return entered;
}

async function find(on: Queryable, viewer: Viewer, id: unknown, lock: Sql): Promise<Entered> {
  if (!isId(id)) throw new NotVisible('no such operation');
  const row = await queryRow<EnteredRow>(
    on,
    sql`
      select ${operationColumns}, m.id as "memberId", m.role, m.country, m.sees_from_ms as "seesFromMs"
      from cencomm_operations o
        join cencomm_members m on m.operation_id = o.id and m.account_id = ${viewer.accountId} and m.removed_at is null
      where o.id = ${id} and o.state in ${openable} ${lock}`,
    lock === empty ? 'cencomm_enter' : 'cencomm_enter_locked',
  );
  if (!row) throw new NotVisible('no such operation');
  return toEntered(viewer, row);
}

function toEntered(viewer: Viewer, { memberId, role, country, seesFromMs, ...row }: EnteredRow): Entered {
  const membership: Membership = {
    id: Number(memberId),
    accountId: viewer.accountId,
    role: roleFor(viewer.level, role),
    country,
    seesFromMs: Number(seesFromMs),
  };
  return { operation: toOperation(row), membership };
}

/** Locks the row of an operation until the transaction ends. */
export async function lockOperation(client: Client, id: string): Promise<void> {
  await execute(client, sql`select 1 from cencomm_operations where id = ${id} for update`);
}

/** Every operation the viewer is a member of, those in force first, the newest start first. */
export async function listEntered(on: Queryable, viewer: Viewer): Promise<Entered[]> {
  const rows = await queryRows<EnteredRow>(
    on,
    sql`select ${operationColumns}, m.id as "memberId", m.role, m.country, m.sees_from_ms as "seesFromMs"
      from cencomm_members m join cencomm_operations o on o.id = m.operation_id
      where m.account_id = ${viewer.accountId} and m.removed_at is null and o.state in ${openable}
      order by o.state <> 'open', o.state <> 'closed', o.starts_on desc, o.code desc`,
    'cencomm_list_entered',
  );
  return rows.map(row => toEntered(viewer, row));
}

/** The id of an operation by its code or id, for commands of the operator; nobody is asked for a right. */
export async function findOperationId(on: Queryable, codeOrId: string): Promise<string | undefined> {
  const row = await queryRow<{ id: string }>(
    on,
    sql`select id from cencomm_operations where code = ${codeOrId} or id::text = ${codeOrId}`,
  );
  return row?.id;
}
