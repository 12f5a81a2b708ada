import { randomUUID } from 'node:crypto';
import { note } from '../../../audit/index.ts';
import type { Viewer } from '../../../access/index.ts';
import type { Client } from '../../../db/pool.ts';
import { NotVisible } from '../../../errors.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { newSalt, sealText } from '../../keys/seal.ts';
import { tellStreams } from '../../live/store-news.ts';
import type { Entered } from '../../operations/operation.ts';
import { listProvenIds } from '../../operations/members/proven.ts';
import { boundOf, type NewMessage } from '../message.ts';
import { sealOf } from '../reading/decrypt-message.ts';
import { findSent, findThreadOf, insertIntoMailboxes, insertMessage, listRecipients } from '../store-messages.ts';

/**
 * Sends a message inside an operation its sender has entered to write (`enterToWrite`, same transaction): sealed under
 * a key of its own, put into the mailboxes of those it is for, noted in the trail without its text, and announced to
 * open pages. Sent twice it is one message. `at` is for samples only. Throws NotVisible for a message answered or
 * forwarded that the sender may not see, KeysAway.
 */
export async function sendMessage(
  client: Client,
  viewer: Viewer,
  keys: KeyProvider,
  entered: Entered,
  message: NewMessage,
  at = Date.now(),
): Promise<{ id: string; isNew: boolean }> {
  const known = await findSent(client, viewer, message.clientUuid);
  if (known !== undefined) return { id: known, isNew: false };
  const threadId = await threadOf(client, viewer, entered, message);
  const { id: operationId, currentEpoch: epoch } = entered.operation;
  const id = randomUUID();
  const row = { id, operationId, epoch, senderId: viewer.accountId, createdMs: at, salt: newSalt() };
  const delivered = { ...row, threadId: threadId ?? id };
  const accountIds = await listRecipients(client, row, message, await listProvenIds(client, keys, operationId));
  const key = await keys.keyOf(client, operationId, epoch);
  const bound = boundOf(message, delivered.threadId);
  const seal = (field: string, text: string): Buffer => sealText(key, sealOf({ ...row, bound }), field, text);
  await insertMessage(
    client,
    {
      ...delivered,
      subjectCt: seal('subject', message.subject),
      bodyCt: seal('body', message.body),
      fieldsCt: message.fields ? seal('fields', JSON.stringify(message.fields)) : null,
      recipientsCt: seal('recipients', JSON.stringify({ ids: accountIds, named: message.named })),
    },
    message,
  );
  await insertIntoMailboxes(client, delivered, message.kind, accountIds);
  await note(client, viewer, {
    action: 'message.sent',
    subject: `message:${id}`,
    detail: { operation: operationId, kind: message.kind, audience: message.audience, recipients: accountIds.length },
  });
  const isUrgent = message.priority === 'high';
  await tellStreams(client, { what: 'mail', operationId, accountIds, messageId: id, isUrgent });
  return { id, isNew: true };
}

/** The thread of the message that is answered. What is answered or forwarded must be in the sender's own mailbox. */
async function threadOf(
  client: Client,
  viewer: Viewer,
  entered: Entered,
  { parentId, forwardedOf }: NewMessage,
): Promise<string | undefined> {
  const find = async (id: string): Promise<string> => {
    const threadId = await findThreadOf(client, viewer, entered, id);
    if (threadId === undefined) throw new NotVisible('no such message');
    return threadId;
  };
  if (parentId !== undefined) return find(parentId);
  if (forwardedOf !== undefined) await find(forwardedOf);
  return undefined;
}
