import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { NotVisible } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { Entered } from '../../operations/operation.ts';

/** What a reader does with threads of the own mailbox; others notice nothing of it. */
export const acts = ['flag', 'unflag', 'read', 'unread', 'archive', 'unarchive', 'move', 'label', 'unlabel'] as const;
export type Act = (typeof acts)[number];

/** What each act sets; `$3` is the folder or label, null for the inbox. Read here means put off the list of unread ones: who opened a message is noted when it is opened. */
const changes: Readonly<Record<Act, string>> = {
  flag: 'is_flagged = true',
  unflag: 'is_flagged = false',
  read: 'is_unread = false',
  unread: 'is_unread = true',
  archive: 'is_archived = true',
  unarchive: 'is_archived = false',
  move: 'folder_id = $3::uuid, is_archived = false',
  label: 'label_ids = array_append(array_remove(label_ids, $3::uuid), $3::uuid)',
  unlabel: 'label_ids = array_remove(label_ids, $3::uuid)',
};
/** What concerns the one message that was ticked; everything else concerns its whole thread. */
const ofOne: readonly Act[] = ['flag', 'unread'];

/**
 * Does something with the threads of messages in the viewer's mailbox of an operation they have entered. Messages that are not theirs make it
 * NotVisible, and nothing is done; a folder or label that is not theirs is Refused at `target`. Answers how many were meant.
 */
export async function arrange(
  client: Client,
  viewer: Viewer,
  { operation, membership }: Entered,
  messageIds: readonly string[],
  act: Act,
  target: string | null,
): Promise<number> {
  if (act === 'label' || act === 'unlabel' || (act === 'move' && target !== null))
    await requireOwn(client, viewer, operation.id, act === 'move' ? 'folder' : 'label', target);
  const { rows } = await client.query<{ id: string; threadId: string }>(
    `select message_id as id, thread_id as "threadId" from cencomm_mailbox
    where account_id = $1 and operation_id = $2 and created_ms >= $3 and message_id = any($4::uuid[])`,
    [viewer.accountId, operation.id, membership.seesFromMs, messageIds],
  );
  if (rows.length === 0 || rows.length < new Set(messageIds).size) throw new NotVisible('no such message');
  const isOne = ofOne.includes(act);
  const usesTarget = changes[act].includes('$3');
  await client.query({
    text: `update cencomm_mailbox set ${changes[act]} where account_id = $1 and ${isOne ? 'message_id' : 'thread_id'} = any($2::uuid[])`,
    values: [viewer.accountId, rows.map(row => (isOne ? row.id : row.threadId)), ...(usesTarget ? [target] : [])],
  });
  await note(client, viewer, {
    action: 'message.arranged',
    subject: `operation:${operation.id}`,
    detail: { act, messages: rows.length },
  });
  return rows.length;
}

async function requireOwn(
  client: Client,
  viewer: Viewer,
  operationId: string,
  kind: 'folder' | 'label',
  id: string | null,
): Promise<void> {
  const { rows } = await client.query(
    'select 1 from cencomm_folders where id = $1 and account_id = $2 and operation_id = $3 and kind = $4',
    [id, viewer.accountId, operationId, kind],
  );
  if (rows.length === 0)
    throw new Refused({ path: 'target', key: `cencommmail:problem.no${kind === 'folder' ? 'Folder' : 'Label'}` });
}
