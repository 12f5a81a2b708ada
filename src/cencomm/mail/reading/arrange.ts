import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { NotVisible } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { Entered } from '../../operations/operation.ts';
import { isOwnFolder, listInMailbox, updateMailbox, type MailAction } from './store-arrange.ts';

/**
 * Applies an action to messages of the viewer's mailbox in an operation they have entered. If one is not theirs,
 * NotVisible is thrown and nothing is done; a folder or label that is not theirs is Refused at `target`.
 */
export async function arrange(
  client: Client,
  viewer: Viewer,
  entered: Entered,
  messageIds: readonly string[],
  action: MailAction,
  target: string | null,
): Promise<void> {
  const { id: operationId } = entered.operation;
  if (action === 'label' || action === 'unlabel' || (action === 'move' && target !== null)) {
    const kind = action === 'move' ? 'folder' : 'label';
    if (!(await isOwnFolder(client, viewer, operationId, kind, target)))
      throw new Refused({ path: 'target', key: `cencommmail:problem.no${kind === 'folder' ? 'Folder' : 'Label'}` });
  }
  const messages = await listInMailbox(client, viewer, entered, messageIds);
  if (messages.length === 0 || messages.length < new Set(messageIds).size) throw new NotVisible('no such message');
  await updateMailbox(client, viewer, messages, action, target);
  await note(client, viewer, {
    action: 'message.arranged',
    subject: `operation:${operationId}`,
    detail: { act: action, messages: messages.length },
  });
}
