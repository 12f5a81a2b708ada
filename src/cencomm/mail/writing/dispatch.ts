import type { Viewer } from '../../../access/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { NotFound } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { Entered } from '../../operations/operation.ts';
import { enterToWrite } from '../../operations/store.ts';
import type { CencommContext } from '../../context.ts';
import { wakeNow } from '../../duty/wake.ts';
import { requireFits } from './attach.ts';
import { addressOf, recipientsOf } from './recipients.ts';
import { BrokenSeal } from '../../keys/seal.ts';
import { keepContent, openContent, openPreview, type Kept } from './attachment-content.ts';
import type { Composed } from './compose-form.ts';
import { sendMessage } from './send.ts';
import {
  insertAttachment,
  listAttachments,
  listDraftAttachments,
  moveAttachments,
  type Attachment,
} from './store-attachments.ts';
import { findSent } from '../store-messages.ts';
import { deleteDraft } from './store-drafts.ts';
import type { MailMember } from './store-members.ts';
import { queueText } from '../../texts/read-texts.ts';
import { readThread } from '../reading/store-thread.ts';

interface Order {
  readonly draftId: string;
  readonly composed: Composed;
  readonly members: readonly MailMember[];
}

/**
 * Sends a draft with its attachments and deletes the draft, all or nothing. Returns the message, also if the draft was
 * sent before. Throws SendRefused beyond what a member may send in an hour, Refused at `file` where the attachments are
 * too large together, NotVisible, Forbidden, KeysAway.
 */
export async function dispatch(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  { draftId, composed, members }: Order,
): Promise<string> {
  const known = await findSent(context.pool, viewer, draftId);
  if (known !== undefined) return known;
  const carried = await carriedOf(context, viewer, entered, composed);
  const own = await listDraftAttachments(context.pool, viewer, context.keys, draftId);
  requireFits([...own, ...carried]);
  const isUrgent = composed.priority === 'high';
  await context.limits.take(viewer, entered, {
    recipients: recipientsOf(composed, members, viewer.accountId).length,
    isUrgent,
  });
  const copies = await copied(context, viewer, entered, carried);
  try {
    const { id, isNew } = await send(context, viewer, entered.operation.id, { draftId, composed, members, copies });
    if (!isNew) await forget(context, copies);
    else {
      if (isUrgent) wakeNow(context, id);
      for (const copy of copies) await queueText(context, 'cencomm_attachments', copy.id);
    }
    return id;
  } catch (error) {
    await forget(context, copies);
    throw error;
  }
}

function send(
  { pool, keys }: CencommContext,
  viewer: Viewer,
  operationId: string,
  { draftId, composed, members, copies }: Order & { readonly copies: readonly Kept[] },
): Promise<{ id: string; isNew: boolean }> {
  return inTransaction(pool, async client => {
    const entered = await enterToWrite(client, viewer, operationId);
    const { subject, body, priority, answerBy, parentId, forwardedOf } = composed;
    const sent = await sendMessage(client, viewer, keys, entered, {
      ...{ subject, body, priority },
      ...(answerBy ? { answerBy } : {}),
      ...(parentId ? { parentId } : {}),
      ...(forwardedOf ? { forwardedOf } : {}),
      ...addressOf(composed, members, viewer.accountId),
      clientUuid: draftId,
      kind: 'plain',
    });
    if (sent.isNew) {
      for (const copy of copies) await insertAttachment(client, viewer, keys, draftId, copy);
      await moveAttachments(client, viewer, draftId, sent.id);
      await deleteDraft(client, viewer, draftId);
    }
    return sent;
  });
}

/** Chosen attachments of the forwarded message, which must be in the sender's mailbox. */
async function carriedOf(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  { forwardedOf, carry }: Composed,
): Promise<Attachment[]> {
  if (forwardedOf === undefined || carry.length === 0) return [];
  const [message] = await readThread(context.pool, viewer, entered, forwardedOf);
  return (await listAttachments(context.pool, context.keys, [message.id])).filter(({ id }) => carry.includes(id));
}

/** Each is opened, verified and sealed again, because an attachment is bound to its message. */
async function copied(
  context: CencommContext,
  viewer: Viewer,
  { operation }: Entered,
  carried: readonly Attachment[],
): Promise<Kept[]> {
  const copies: Kept[] = [];
  try {
    for (const one of carried) {
      const { previewId } = one;
      copies.push(
        await keepContent(
          context,
          viewer,
          operation,
          {
            name: one.name ?? one.id,
            kind: one.kind,
            size: one.size,
            isScanned: one.isScanned,
            open: () => openContent(context, one),
          },
          previewId === null
            ? undefined
            : { size: 1024 * 1024, open: () => openPreview(context, { ...one, previewId }) },
        ),
      );
    }
  } catch (error) {
    await forget(context, copies);
    if (error instanceof BrokenSeal || error instanceof NotFound)
      throw new Refused({ path: 'carry', key: 'cencommmail:problem.carryBroken' });
    throw error;
  }
  return copies;
}

async function forget(context: CencommContext, copies: readonly Kept[]): Promise<void> {
  await context.intake.remove(
    ...copies.flatMap(({ storedId, previewId }) => (previewId === null ? [storedId] : [storedId, previewId])),
  );
}
