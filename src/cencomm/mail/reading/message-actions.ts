import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { execute, queryRows, sql } from '../../../db/sql.ts';
import type { Sql } from '../../../db/sql.ts';
import { NotVisible } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { Entered } from '../../operations/operation.ts';

/** What a reader does with threads of the own mailbox; others notice nothing of it. */
export const acts = ['flag', 'unflag', 'read', 'unread', 'archive', 'unarchive', 'move', 'label', 'unlabel'] as const;
export type Act = (typeof acts)[number];

/** What each act sets; `target` is the folder or label, null for the inbox. Read here means put off the list of unread ones: who opened a message is noted when it is opened. */
const changes: Readonly<Record<Act, (target: string | null) => Sql>> = {
  flag: () => sql`is_flagged = true`,
  unflag: () => sql`is_flagged = false`,
  read: () => sql`is_unread = false`,
  unread: () => sql`is_unread = true`,
  archive: () => sql`is_archived = true`,
  unarchive: () => sql`is_archived = false`,
  move: target => sql`folder_id = ${target}::uuid, is_archived = false`,
  label: target => sql`label_ids = array_append(array_remove(label_ids, ${target}::uuid), ${target}::uuid)`,
  unlabel: target => sql`label_ids = array_remove(label_ids, ${target}::uuid)`,
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
  const rows = await queryRows<{ id: string; threadId: string }>(
    client,
    sql`
      select message_id as id, thread_id as "threadId" from cencomm_mailbox
      where account_id = ${viewer.accountId} and operation_id = ${operation.id}
        and created_ms >= ${membership.seesFromMs} and message_id = any(${messageIds}::uuid[])`,
  );
  if (rows.length === 0 || rows.length < new Set(messageIds).size) throw new NotVisible('no such message');
  const isOne = ofOne.includes(act);
  await execute(
    client,
    sql`
      update cencomm_mailbox set ${changes[act](target)}
      where account_id = ${viewer.accountId} and ${isOne ? sql`message_id` : sql`thread_id`}
        = any(${rows.map(row => (isOne ? row.id : row.threadId))}::uuid[])`,
  );
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
  const rows = await queryRows(
    client,
    sql`
      select 1 from cencomm_folders
      where id = ${id} and account_id = ${viewer.accountId} and operation_id = ${operationId} and kind = ${kind}`,
  );
  if (rows.length === 0)
    throw new Refused({ path: 'target', key: `cencommmail:problem.no${kind === 'folder' ? 'Folder' : 'Label'}` });
}
