import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotVisible } from '../../errors.ts';
import type { FieldValue } from '../../seizures/index.ts';
import { requireFits } from '../mail/writing/attach.ts';
import { sendMessage } from '../mail/writing/send.ts';
import { listDraftAttachments, moveAttachments } from '../mail/writing/store-attachments.ts';
import type { NewMessage } from '../mail/message.ts';
import type { Entered, FormKind } from '../operations/operation.ts';
import { enterToWrite } from '../operations/store.ts';
import type { CencommContext } from '../context.ts';
import type { Person } from './nominal/persons.ts';
import { holdsSeizure, numberOf, stateAfter, type Chain } from './shipment.ts';
import type { Answer } from './pages/own-fields.ts';
import { chainNumbered, insertChain, moveChain, nextNumber } from './store-chains.ts';
import { dropFormDraft } from './store-drafts.ts';

/** What was filled in, by the names of its fields, and the persons it names. */
export type FormFields = Readonly<Record<string, FieldValue | readonly Person[]>>;

export interface FormToSend
  extends Pick<
    NewMessage,
    'clientUuid' | 'subject' | 'body' | 'audience' | 'countries' | 'alsoFor' | 'named' | 'answerBy' | 'priority'
  > {
  readonly kind: FormKind;
  readonly fields: FormFields;
  /** Number of the chain that is answered. */
  readonly chain?: number;
}

/**
 * Sends a warning, feedback or seizure with the attachments of its draft, deletes the draft, and opens or moves its
 * chain, in one transaction. Sent twice, it is one message. Returns its id. Throws NotVisible for a chain that is not
 * the viewer's, Refused at `file` where the attachments are too large together, Forbidden for an observer, KeysAway.
 */
export async function sendForm(
  context: Pick<CencommContext, 'pool' | 'keys'>,
  viewer: Viewer,
  operationId: string,
  form: FormToSend,
): Promise<string> {
  return inTransaction(context.pool, async client => {
    const entered = await enterToWrite(client, viewer, operationId);
    requireFits(await listDraftAttachments(client, viewer, context.keys, form.clientUuid));
    return sendFormIn(client, viewer, context, entered, form);
  });
}

/** The same in the caller's transaction. `at` (milliseconds since 1970) is for samples only. */
export async function sendFormIn(
  client: Client,
  viewer: Viewer,
  context: Pick<CencommContext, 'keys'>,
  entered: Entered,
  form: FormToSend,
  at = Date.now(),
): Promise<string> {
  const { chain: wanted, ...said } = form;
  const chain = wanted === undefined ? undefined : await chainNumbered(client, viewer, entered, wanted);
  if ((wanted !== undefined && !chain) || (form.kind === 'feedback' && !chain?.warningId))
    throw new NotVisible('no such chain');
  const isNumbered = form.kind === 'warning' || !chain;
  const number = await nextNumber(client, entered.operation.id);
  const parentId = form.kind === 'warning' ? undefined : (chain?.warningId ?? chain?.seizureId ?? undefined);
  const message: NewMessage = {
    ...said,
    subject: isNumbered ? `${numberOf(number, form.kind === 'warning')} ${form.subject}` : form.subject,
    ...(parentId === undefined ? {} : { parentId }),
  };
  const { id, isNew } = await sendMessage(client, viewer, context.keys, entered, message, at);
  if (!isNew) return id;
  await follow(client, viewer, entered, { form, chain, number, messageId: id, at });
  await moveAttachments(client, viewer, form.clientUuid, id);
  await dropFormDraft(client, viewer, entered.operation.id, form.clientUuid);
  return id;
}

interface Step {
  readonly form: FormToSend;
  readonly chain: Chain | undefined;
  readonly number: number;
  readonly messageId: string;
  readonly at: number;
}

async function follow(
  client: Client,
  viewer: Viewer,
  { operation }: Entered,
  { form, chain, number, messageId, at }: Step,
): Promise<void> {
  const subject = `operation:${operation.id}`;
  // A second seizure after one warning is a chain of its own: each becomes a record of its own.
  if (form.kind === 'warning' || !chain || (form.kind === 'seizure' && holdsSeizure(chain))) {
    const isWarning = form.kind === 'warning';
    const state = isWarning ? 'open' : 'hit';
    await insertChain(client, {
      id: randomUUID(),
      operationId: operation.id,
      number,
      warningId: isWarning ? messageId : null,
      seizureId: isWarning ? null : messageId,
      state,
      begunMs: at,
    });
    await note(client, viewer, {
      action: 'chain.opened',
      subject,
      detail: { chain: number, state, message: messageId },
    });
    return;
  }
  const state = form.kind === 'seizure' ? 'hit' : stateAfter(chain, form.fields.answer as Answer);
  await moveChain(client, chain, {
    state,
    ...(form.kind === 'seizure' ? { seizureId: messageId, lastSeizureId: messageId } : { feedbackId: messageId }),
  });
  await note(client, viewer, {
    action: 'chain.moved',
    subject,
    detail: { chain: chain.number, from: chain.state, state, message: messageId },
  });
}
