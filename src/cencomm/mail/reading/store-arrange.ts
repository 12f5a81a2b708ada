import type { Viewer } from '../../../access/index.ts';
import type { Client } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../../db/sql.ts';
import type { Entered } from '../../operations/operation.ts';
import type { FolderKind } from './store-folders.ts';

/** What a reader does with messages of their own mailbox; others notice nothing of it. */
export const mailActions = [
  'flag',
  'unflag',
  'read',
  'unread',
  'archive',
  'unarchive',
  'move',
  'label',
  'unlabel',
] as const;
export type MailAction = (typeof mailActions)[number];

/**
 * What each action sets; `target` is the folder or label, null for the inbox. `read` only takes a message off the list
 * of unread ones: who opened it is noted when it is opened.
 */
const changes: Readonly<Record<MailAction, (target: string | null) => Sql>> = {
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
/** Actions on the one message that was ticked; all others are on its whole thread. */
const onMessage: readonly MailAction[] = ['flag', 'unread'];

/** Those of the messages that are in the viewer's mailbox of the operation. */
export function listInMailbox(
  client: Client,
  viewer: Viewer,
  { operation, membership }: Entered,
  messageIds: readonly string[],
): Promise<{ id: string; threadId: string }[]> {
  return queryRows(
    client,
    sql`
      select message_id as id, thread_id as "threadId" from cencomm_mailbox
      where account_id = ${viewer.accountId} and operation_id = ${operation.id}
        and created_ms >= ${membership.seesFromMs} and message_id = any(${messageIds}::uuid[])`,
  );
}

export async function updateMailbox(
  client: Client,
  viewer: Viewer,
  messages: readonly { id: string; threadId: string }[],
  action: MailAction,
  target: string | null,
): Promise<void> {
  const isOne = onMessage.includes(action);
  await execute(
    client,
    sql`
      update cencomm_mailbox set ${changes[action](target)}
      where account_id = ${viewer.accountId} and ${isOne ? sql`message_id` : sql`thread_id`}
        = any(${messages.map(({ id, threadId }) => (isOne ? id : threadId))}::uuid[])`,
  );
}

/** Whether a folder or label is the viewer's own. */
export async function isOwnFolder(
  client: Client,
  viewer: Viewer,
  operationId: string,
  kind: FolderKind,
  id: string | null,
): Promise<boolean> {
  const row = await queryRow(
    client,
    sql`
      select 1 from cencomm_folders
      where id = ${id} and account_id = ${viewer.accountId} and operation_id = ${operationId} and kind = ${kind}`,
  );
  return row !== undefined;
}
