import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { boundOfMessage } from '../keys/store-sealed-rows.ts';
import type { Entered } from '../operations/operation.ts';
import type { MessageRow, NewMessage } from './message.ts';

/** What its seal needs besides: to what it is bound, and the sealed list of those it is for. */
export const sealColumns = sql`${boundOfMessage} as bound, m.recipients_ct as "recipientsCt"`;

/** Columns of a message `m`. */
export const messageColumns = sql`
  m.id, m.operation_id as "operationId", m.epoch, m.seq::int as seq, m.kind, m.sender_id as "senderId",
  m.created_ms::float8 as "createdMs",
  m.thread_id as "threadId", m.parent_id as "parentId", m.forwarded_of as "forwardedOf", m.audience, m.countries,
  m.priority,
  to_char(m.answer_by at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "answerBy", m.salt,
  m.subject_ct as "subjectCt", m.body_ct as "bodyCt", m.fields_ct as "fieldsCt", ${sealColumns}`;

/** The viewer's message that a form with this number sent, if any. */
export async function findSent(on: Queryable, viewer: Viewer, clientUuid: string): Promise<string | undefined> {
  const row = await queryRow<{ id: string }>(
    on,
    sql`select id from cencomm_messages where sender_id = ${viewer.accountId} and client_uuid = ${clientUuid}`,
  );
  return row?.id;
}

/** A message in the mailbox of a member. */
export function findInMailbox(
  on: Queryable,
  viewer: Viewer,
  { operation, membership }: Entered,
  id: string,
): Promise<MessageRow | undefined> {
  return queryRow(
    on,
    sql`
      select ${messageColumns}, b.account_id as "readerId"
      from cencomm_messages m join cencomm_mailbox b on b.message_id = m.id and b.account_id = ${viewer.accountId}
      where m.id = ${id} and m.operation_id = ${operation.id} and b.created_ms >= ${membership.seesFromMs}`,
    'cencomm_own_message',
  );
}

/** The thread of a message in the mailbox of a member. */
export async function findThreadOf(
  on: Queryable,
  viewer: Viewer,
  { operation, membership }: Entered,
  messageId: string,
): Promise<string | undefined> {
  const row = await queryRow<{ threadId: string }>(
    on,
    sql`
      select thread_id as "threadId" from cencomm_mailbox
      where account_id = ${viewer.accountId} and message_id = ${messageId} and operation_id = ${operation.id}
        and created_ms >= ${membership.seesFromMs}`,
  );
  return row?.threadId;
}

/** Inserts a message under the next number of its operation. */
export async function insertMessage(
  client: Client,
  row: Pick<
    MessageRow,
    | 'id'
    | 'operationId'
    | 'epoch'
    | 'senderId'
    | 'createdMs'
    | 'threadId'
    | 'salt'
    | 'subjectCt'
    | 'bodyCt'
    | 'fieldsCt'
    | 'recipientsCt'
  >,
  message: NewMessage,
): Promise<void> {
  const counted = await queryRow<{ seq: string }>(
    client,
    sql`
      update cencomm_operations set message_seq = message_seq + 1 where id = ${row.operationId}
      returning message_seq as seq`,
  );
  await execute(
    client,
    sql`
      insert into cencomm_messages
        (id, operation_id, epoch, seq, kind, sender_id, created_ms, client_uuid, thread_id, parent_id, forwarded_of,
        audience, countries, priority, answer_by, salt, subject_ct, body_ct, fields_ct,
        recipients_ct, seal_version)
      values (${row.id}, ${row.operationId}, ${row.epoch}, ${counted?.seq}, ${message.kind}, ${row.senderId},
        ${row.createdMs}, ${message.clientUuid}, ${row.threadId}, ${message.parentId ?? null},
        ${message.forwardedOf ?? null}, ${message.audience}, ${message.countries ?? []},
        ${message.priority ?? 'normal'}, ${message.answerBy ?? null}, ${row.salt}, ${row.subjectCt}, ${row.bodyCt},
        ${row.fieldsCt}, ${row.recipientsCt}, 2)`,
  );
}

/** Of some members, those a message is for, its sender not among them. */
export async function listRecipients(
  client: Client,
  { operationId, senderId }: Pick<MessageRow, 'operationId' | 'senderId'>,
  { audience, countries = [], memberIds = [], alsoFor = [] }: NewMessage,
  among: readonly number[],
): Promise<number[]> {
  const rows = await queryRows<{ id: number }>(
    client,
    sql`
      select m.account_id as id from cencomm_members m where m.operation_id = ${operationId} and m.removed_at is null
        and m.account_id = any(${among}::int[]) and m.account_id <> ${senderId}
        and (${audience} = 'all' or m.account_id = any(${alsoFor}::int[])
          or (${audience} = 'countries' and m.country = any(${countries}::text[]))
          or (${audience} = 'members' and m.account_id = any(${memberIds}::int[])))
      order by 1`,
  );
  return rows.map(({ id }) => id);
}

/** Puts a message into the mailboxes of those it is for, and of its sender. */
export async function insertIntoMailboxes(
  client: Client,
  {
    id,
    operationId,
    threadId,
    createdMs,
    senderId,
  }: Pick<MessageRow, 'id' | 'operationId' | 'threadId' | 'createdMs' | 'senderId'>,
  kind: NewMessage['kind'],
  recipients: readonly number[],
): Promise<void> {
  const accountIds = [senderId, ...recipients];
  await execute(
    client,
    sql`
      insert into cencomm_mailbox
        (account_id, message_id, operation_id, thread_id, created_ms, kind, box, is_unread, first_read_at)
      select id, ${id}, ${operationId}, ${threadId}, ${createdMs}, ${kind},
        case when id = ${senderId} then 'sent' else 'in' end, id <> ${senderId},
        case when id = ${senderId} then now() end
      from unnest(${accountIds}::int[]) id`,
  );
  await execute(
    client,
    sql`
      update cencomm_mailbox set is_latest = false
      where account_id = any(${accountIds}::int[]) and thread_id = ${threadId} and is_latest and message_id <> ${id}`,
  );
}
