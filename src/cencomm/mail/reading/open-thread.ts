import type { Viewer } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import { presentFormMessage } from '../../forms/pages/presenter-message-fields.ts';
import type { Entered } from '../../operations/operation.ts';
import type { CencommContext } from '../../context.ts';
import { openMessage, openSubject } from './decrypt-message.ts';
import { noteBroken } from './open-lines.ts';
import type { ThreadMessage } from '../pages/presenter-message.ts';
import { listAttachments } from '../writing/store-attachments.ts';
import { markRead, readThread, type ThreadRow } from './store-thread.ts';

/** Earlier messages of a thread that are opened with a message; of the others only the subject is. */
const mostWhole = 20;

/**
 * Opens a message of the viewer's mailbox with the earlier ones of its thread, and notes in the trail that it was read,
 * and those read for the first time. Of newer messages only the subject is opened: they are read when they are opened.
 * Throws NotVisible, KeysAway.
 */
export async function openThread(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  messageId: unknown,
  words: Words,
): Promise<{ current: ThreadMessage; others: ThreadMessage[] }> {
  const [first, rows] = await readThread(context.pool, viewer, entered, messageId);
  const older = rows
    .filter(row => row.createdMs < first.createdMs || (row.createdMs === first.createdMs && row.seq < first.seq))
    .slice(0, mostWhole);
  const whole = [first, ...older];
  const read = async (): Promise<void> => {
    for (const row of whole)
      if (row === first || row.firstReadAt === null || row.isUnread)
        await markRead(context.pool, viewer, { id: row.id, operationId: entered.operation.id });
  };
  const [found] = await Promise.all([
    listAttachments(
      context.pool,
      context.keys,
      whole.map(({ id }) => id),
    ),
    read(),
  ]);
  const attachments = Map.groupBy(found, ({ messageId: id }) => id);
  const open = async (row: ThreadRow): Promise<ThreadMessage> => {
    const opened = await openMessage(context.pool, context.keys, row);
    if (!opened.isWhole) await noteBroken(context.pool, viewer, row.id);
    const form = opened.isWhole
      ? await presentFormMessage(context, viewer, entered, opened.message, words, row !== first)
      : undefined;
    return { row, opened, attachments: attachments.get(row.id) ?? [], ...(form ? { form } : {}) };
  };
  const current = await open(first);
  const others: ThreadMessage[] = [];
  for (const row of rows) {
    if (row.id === first.id) continue;
    if (older.includes(row)) others.push(await open(row));
    else {
      const subject = await openSubject(context.pool, context.keys, row);
      others.push({ row, attachments: [], ...(subject === undefined ? {} : { subject }) });
    }
  }
  return { current, others };
}
