import { randomUUID } from 'node:crypto';
import { note } from '../../../audit/index.ts';
import type { Viewer } from '../../../access/index.ts';
import type { Client } from '../../../db/pool.ts';
import { NotVisible } from '../../../errors.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { newSalt, sealText } from '../../keys/seal.ts';
import { tellStreams } from '../../live/channel.ts';
import type { Entered } from '../../operations/operation.ts';
import type { NewMessage } from '../message.ts';
import { sealOf } from '../reading/decrypt-message.ts';

/**
 * Sends a message inside an operation its sender has entered to write (`enterToWrite`, same transaction): sealed under a key of its
 * own, laid into the mailboxes of those it is for, noted in the trail without a word of it, and told to open pages. Pressed twice
 * it is one message. `at` is for samples only. Throws NotVisible for a message answered or forwarded that the sender may not see, KeysAway.
 */
export async function sendMessage(
  keys: KeyProvider,
  client: Client,
  viewer: Viewer,
  { operation, membership }: Entered,
  message: NewMessage,
  at = Date.now(),
): Promise<{ id: string; isNew: boolean }> {
  const {
    rows: [known],
  } = await client.query<{ id: string }>('select id from cencomm_messages where sender_id = $1 and client_uuid = $2', [
    viewer.accountId,
    message.clientUuid,
  ]);
  if (known) return { id: known.id, isNew: false };
  const thread = await threadOf(client, viewer, operation.id, membership.seesFromMs, message);
  const [id, salt, epoch] = [randomUUID(), newSalt(), operation.currentEpoch];
  const key = await keys.keyOf(client, operation.id, epoch);
  const thing = sealOf({ id, operationId: operation.id, epoch, senderId: viewer.accountId, createdMs: at, salt });
  const {
    rows: [counted],
  } = await client.query<{ seq: string }>(
    'update cencomm_operations set message_seq = message_seq + 1 where id = $1 returning message_seq as seq',
    [operation.id],
  );
  await client.query(
    `
    insert into cencomm_messages (id, operation_id, epoch, seq, kind, sender_id, created_ms, client_uuid, thread_id, parent_id, forwarded_of, audience, countries, priority, answer_by,
      salt, subject_ct, body_ct, fields_ct) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      id,
      operation.id,
      epoch,
      counted?.seq,
      message.kind,
      viewer.accountId,
      at,
      message.clientUuid,
      thread ?? id,
      message.parentId ?? null,
      message.forwardedOf ?? null,
      message.audience,
      message.countries ?? [],
      message.priority ?? 'normal',
      message.answerBy ?? null,
      salt,
      sealText(key, thing, 'subject', message.subject),
      sealText(key, thing, 'body', message.body),
      message.fields ? sealText(key, thing, 'fields', JSON.stringify(message.fields)) : null,
    ],
  );
  const accountIds = await deliver(client, viewer, {
    id,
    operationId: operation.id,
    threadId: thread ?? id,
    at,
    message,
  });
  await note(client, viewer, {
    action: 'message.sent',
    subject: `message:${id}`,
    detail: { operation: operation.id, kind: message.kind, audience: message.audience, recipients: accountIds.length },
  });
  await tellStreams(client, { what: 'mail', operationId: operation.id, accountIds });
  return { id, isNew: true };
}

/** The thread of the message that is answered; what is answered or forwarded must be in the sender's own mailbox, of this operation. */
async function threadOf(
  client: Client,
  viewer: Viewer,
  operationId: string,
  seesFromMs: number,
  { parentId, forwardedOf }: NewMessage,
): Promise<string | undefined> {
  for (const id of [parentId, forwardedOf]) {
    if (id === undefined) continue;
    const {
      rows: [row],
    } = await client.query<{ threadId: string }>(
      `select thread_id as "threadId" from cencomm_mailbox
      where account_id = $1 and message_id = $2 and operation_id = $3 and created_ms >= $4`,
      [viewer.accountId, id, operationId, seesFromMs],
    );
    if (!row) throw new NotVisible('no such message');
    if (id === parentId) return row.threadId;
  }
  return undefined;
}

interface Delivery {
  readonly id: string;
  readonly operationId: string;
  readonly threadId: string;
  readonly at: number;
  readonly message: NewMessage;
}

/** Lays the message into the mailboxes of the members it is for, and into the sender's. Answers the accounts it went to. */
async function deliver(
  client: Client,
  viewer: Viewer,
  { id, operationId, threadId, at, message }: Delivery,
): Promise<number[]> {
  const { rows } = await client.query<{ accountId: number; box: string }>(
    `
    insert into cencomm_mailbox (account_id, message_id, operation_id, thread_id, created_ms, kind, box, is_unread, first_read_at)
    select m.account_id, $1, $2, $3, $4, $5, case when m.account_id = $6 then 'sent' else 'in' end, m.account_id <> $6, case when m.account_id = $6 then now() end
    from cencomm_members m where m.operation_id = $2 and m.removed_at is null
      and (m.account_id = $6 or $7 = 'all' or ($7 = 'countries' and m.country = any($8::text[])) or ($7 = 'members' and m.account_id = any($9::int[])))
    returning account_id as "accountId", box`,
    [
      id,
      operationId,
      threadId,
      at,
      message.kind,
      viewer.accountId,
      message.audience,
      message.countries ?? [],
      message.memberIds ?? [],
    ],
  );
  await client.query(
    'update cencomm_mailbox set is_latest = false where account_id = any($1::int[]) and thread_id = $2 and is_latest and message_id <> $3',
    [rows.map(({ accountId }) => accountId), threadId, id],
  );
  return rows.filter(({ box }) => box === 'in').map(({ accountId }) => accountId);
}
