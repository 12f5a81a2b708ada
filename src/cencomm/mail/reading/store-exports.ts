import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../../db/sql.ts';
import { Conflict, Forbidden, NotVisible } from '../../../errors.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { BrokenSeal, newSalt, openText, sealText, type Sealed } from '../../keys/seal.ts';
import type { Entered } from '../../operations/operation.ts';
import { isId } from '../../operations/store.ts';

/** Hours in which an approved export can be fetched, once. */
const fetchHours = 24;

type ExportState = 'asked' | 'approved' | 'refused' | 'taken' | 'lapsed';

/** A request to export a thread as a file. Its reason is undefined where it could not be verified. Times are ISO. */
export interface MailExport {
  readonly id: string;
  readonly threadId: string;
  readonly askedBy: number;
  readonly askedLogin: string;
  readonly askedName: string | null;
  readonly askedAt: string;
  readonly state: ExportState;
  readonly decidedBy: number | null;
  readonly decidedLogin: string | null;
  readonly decidedName: string | null;
  readonly decidedAt: string | null;
  readonly expiresAt: string | null;
  readonly reason?: string;
}

interface Row extends Omit<MailExport, 'reason'> {
  readonly operationId: string;
  readonly epoch: number;
  readonly createdMs: number;
  readonly salt: Buffer;
  readonly reasonCt: Buffer;
}

const iso = (moment: Sql): Sql => sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const selection = sql`
  select x.id, x.operation_id as "operationId", x.thread_id as "threadId", x.asked_by as "askedBy",
    a.login_id as "askedLogin", a.person_name as "askedName", ${iso(sql`x.asked_at`)} as "askedAt",
  case when x.state = 'approved' and x.expires_at < now() then 'lapsed' else x.state end as state,
  x.decided_by as "decidedBy", d.login_id as "decidedLogin", d.person_name as "decidedName",
  ${iso(sql`x.decided_at`)} as "decidedAt",
  ${iso(sql`x.expires_at`)} as "expiresAt", x.epoch, x.created_ms::float8 as "createdMs", x.salt,
  x.reason_ct as "reasonCt"
  from cencomm_exports x join accounts a on a.id = x.asked_by left join accounts d on d.id = x.decided_by`;

const sealOf = ({
  id,
  operationId,
  epoch,
  askedBy,
  createdMs,
  salt,
}: Pick<Row, 'id' | 'operationId' | 'epoch' | 'askedBy' | 'createdMs' | 'salt'>): Sealed => ({
  kind: 'export',
  operationId,
  epoch,
  id,
  authorId: askedBy,
  createdMs,
  salt,
});

/** Whether a member decides on exports of others: the owner and liaisons do. */
export function decidesExports({ membership }: Entered): boolean {
  return membership.role === 'owner' || membership.role === 'liaison';
}

/**
 * Requests a thread of the viewer's mailbox as a file; the same form sent twice is one request. Throws Forbidden for an
 * observer.
 */
export async function askForExport(
  client: Client,
  viewer: Viewer,
  keys: KeyProvider,
  { operation, membership }: Entered,
  { id, threadId, reason }: { id: string; threadId: string; reason: string },
): Promise<void> {
  if (membership.role === 'observer') throw new Forbidden('observers take nothing along');
  const row = {
    id,
    operationId: operation.id,
    epoch: operation.currentEpoch,
    askedBy: viewer.accountId,
    createdMs: Date.now(),
    salt: newSalt(),
  };
  const sealed = sealText(await keys.keyOf(client, operation.id, row.epoch), sealOf(row), 'reason', reason);
  const rowCount = await execute(
    client,
    sql`
      insert into cencomm_exports (id, operation_id, thread_id, asked_by, epoch, created_ms, salt, reason_ct)
      values (${id}, ${operation.id}, ${threadId}, ${viewer.accountId}, ${row.epoch}, ${row.createdMs}, ${row.salt},
        ${sealed}) on conflict (id) do nothing`,
  );
  if (rowCount === 1)
    await note(client, viewer, {
      action: 'message.exportAsked',
      subject: `message:${threadId}`,
      detail: { operation: operation.id, export: id },
    });
}

/** The viewer's requests; for the owner and liaisons, those of every member. The newest first. Throws KeysAway. */
export async function listExports(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  entered: Entered,
): Promise<MailExport[]> {
  const rows = await queryRows<Row>(
    on,
    sql`
      ${selection} where x.operation_id = ${entered.operation.id} and x.thread_id is not null
      and (x.asked_by = ${viewer.accountId} or ${decidesExports(entered)}) order by x.asked_at desc limit 100`,
  );
  const found: MailExport[] = [];
  for (const row of rows) found.push(await opened(on, keys, row));
  return found;
}

/**
 * Approves or refuses a request of another member. Throws NotVisible, Forbidden for a request of the viewer's own or a
 * viewer who does not decide, Conflict where it was decided.
 */
export async function decideExport(
  client: Client,
  viewer: Viewer,
  entered: Entered,
  id: unknown,
  decision: 'approved' | 'refused',
): Promise<void> {
  const row = await lock(client, viewer, entered, id);
  if (!decidesExports(entered)) throw new Forbidden('the owner and liaisons decide');
  if (row.askedBy === viewer.accountId) throw new Forbidden('who asked for an export does not decide on it');
  if (row.state !== 'asked') throw new Conflict(`the export is ${row.state}`);
  await execute(
    client,
    sql`
      update cencomm_exports set state = ${decision}, decided_by = ${viewer.accountId}, decided_at = now(),
        expires_at = case when ${decision} = 'approved' then now() + make_interval(hours => ${fetchHours}) end
      where id = ${row.id}`,
  );
  await note(client, viewer, {
    action: decision === 'approved' ? 'message.exportApproved' : 'message.exportRefused',
    subject: `message:${row.threadId}`,
    detail: { operation: entered.operation.id, export: row.id, askedBy: row.askedLogin },
  });
}

/**
 * Marks an approved export of the viewer's own as fetched: that is possible once. Throws NotVisible, Forbidden,
 * Conflict.
 */
export async function takeExport(
  client: Client,
  viewer: Viewer,
  keys: KeyProvider,
  entered: Entered,
  id: unknown,
): Promise<MailExport> {
  const row = await lock(client, viewer, entered, id);
  if (row.askedBy !== viewer.accountId || entered.membership.role === 'observer')
    throw new Forbidden('an export is for who asked for it');
  if (row.state !== 'approved') throw new Conflict(`the export is ${row.state}`);
  await execute(client, sql`update cencomm_exports set state = 'taken' where id = ${row.id}`);
  await note(client, viewer, {
    action: 'message.exported',
    subject: `message:${row.threadId}`,
    detail: { operation: entered.operation.id, export: row.id, approvedBy: row.decidedLogin },
  });
  return opened(client, keys, row);
}

async function lock(client: Client, viewer: Viewer, entered: Entered, id: unknown): Promise<Row> {
  if (!isId(id)) throw new NotVisible('no such export');
  await execute(client, sql`select 1 from cencomm_exports where id = ${id} for update`);
  const row = await queryRow<Row>(
    client,
    sql`${selection} where x.id = ${id} and x.operation_id = ${entered.operation.id} and x.thread_id is not null`,
  );
  if (!row || (row.askedBy !== viewer.accountId && !decidesExports(entered))) throw new NotVisible('no such export');
  return row;
}

async function opened(on: Queryable, keys: KeyProvider, row: Row): Promise<MailExport> {
  const { operationId, epoch, createdMs: _created, salt: _salt, reasonCt, ...rest } = row;
  try {
    return { ...rest, reason: openText(await keys.keyOf(on, operationId, epoch), sealOf(row), 'reason', reasonCt) };
  } catch (error) {
    if (error instanceof BrokenSeal) return rest;
    throw error;
  }
}
