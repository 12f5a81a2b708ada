import { randomUUID } from 'node:crypto';
import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden, NotVisible } from '../../errors.ts';
import { draftFrom, mayEnterFor, stateOfDraft } from '../../seizures/index.ts';
import type { Message } from '../mail/message.ts';
import { enterLocked } from '../operations/store.ts';
import type { CencommContext } from '../context.ts';
import { carriedOver } from './carry-over.ts';
import { openOwn } from './open-own.ts';
import { chainOfMessage, lockOfDraft, moveChain } from './store-chains.ts';

/**
 * Whether the viewer may create a record from a seizure message: its sender or an officer of the country's
 * administration, if they record for the country. Pure.
 */
export function mayRecord(viewer: Viewer, { senderId, fields }: Pick<Message, 'senderId' | 'fields'>): boolean {
  const country = String(fields?.country ?? '');
  const isOwner =
    senderId === viewer.accountId || (viewer.office.kind === 'administration' && viewer.office.country === country);
  return rights['database:write'](viewer) && isOwner && mayEnterFor(viewer, country);
}

/**
 * Creates a draft of a seizure record from a seizure message, filled in with what it says, and notes it with the chain.
 * Pressed twice, it is one draft. Returns the draft's number. Throws NotVisible, Forbidden, Conflict where a colleague
 * has begun, KeysAway.
 */
export async function recordSeizure(
  context: CencommContext,
  viewer: Viewer,
  operationId: string,
  messageId: string,
): Promise<string> {
  return inTransaction(context.pool, async client => {
    const entered = await enterLocked(client, viewer, operationId);
    const message = await openOwn(client, viewer, context.keys, entered, messageId);
    const chain = await chainOfMessage(client, viewer, entered, message);
    if (message.kind !== 'seizure' || chain?.seizureId !== message.id) throw new NotVisible('no such seizure');
    if (!mayRecord(viewer, message)) throw new Forbidden('records for another country');
    const begun = chain.draftId === null ? undefined : await stateOfDraft(client, viewer, chain.draftId);
    if (chain.draftId !== null && begun?.isOwn && !begun.isDiscarded && !begun.record) return chain.draftId;
    if (begun && !begun.isDiscarded) throw new Conflict('a record was begun already');
    const carried = carriedOver(message, { title: entered.operation.title, lang: viewer.lang });
    if (!carried) throw new NotVisible('no such seizure');
    const draftId = randomUUID();
    await draftFrom(client, viewer, draftId, carried.told);
    await moveChain(client, chain, { draftId });
    await note(client, viewer, {
      action: 'chain.drafted',
      subject: `operation:${operationId}`,
      detail: { chain: chain.number, draft: draftId, leftBehind: [...carried.fields, ...carried.kinds] },
    });
    return draftId;
  });
}

/** When the draft of a chain is submitted, the chain gets the reference of its record, in the same transaction. */
export function followOperationRecords(context: CencommContext): void {
  context.seizures.context.onRecorded(async (client, viewer, { draftId, ref }) => {
    const chain = await lockOfDraft(client, draftId);
    if (!chain) return;
    await moveChain(client, chain, { recordRef: ref });
    await note(client, viewer, {
      action: 'chain.recorded',
      subject: `operation:${chain.operationId}`,
      detail: { chain: chain.number, record: ref },
    });
  });
}
