import { randomUUID } from 'node:crypto';
import { rights, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden, NotVisible } from '../../errors.ts';
import {
  amendmentFrom,
  draftFrom,
  mayEnterFor,
  stateOfDraft,
  type DraftState,
  type FieldValue,
  type Retold,
} from '../../seizures/index.ts';
import type { Message } from '../mail/message.ts';
import type { Entered } from '../operations/operation.ts';
import { enterLocked } from '../operations/store.ts';
import type { CencommContext } from '../context.ts';
import { openMessage } from '../mail/reading/decrypt-message.ts';
import { findInMailbox } from '../mail/store-messages.ts';
import { carriedOver, withoutPersons, type Carrying } from './carry-over.ts';
import { carryingFrom, originOf } from './nominal/origin.ts';
import { readForms } from './store-sent-forms.ts';
import { openOwn } from './open-own.ts';
import { holdsSeizure, type Chain } from './shipment.ts';
import { markOf } from './versions/version.ts';
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
    const { entered, message, chain } = await enterSeizure(client, viewer, context, operationId, messageId);
    const begun = chain.draftId === null ? undefined : await stateOfDraft(client, viewer, chain.draftId);
    if (chain.draftId !== null && begun?.isOwn && !begun.isDiscarded && !begun.record) return chain.draftId;
    // One seizure is one record: another may only take the place of a withdrawn one.
    if (begun && !begun.isDiscarded && begun.record?.status !== 'withdrawn')
      throw new Conflict('a record was begun already');
    const carried = carriedOver(message, await carryingOf(client, viewer, context, entered, message));
    if (!carried) throw new NotVisible('no such seizure');
    const draftId = randomUUID();
    const origin = originOf(carried);
    await draftFrom(client, viewer, draftId, carried.told, origin);
    await moveChain(client, chain, {
      draftId,
      recordRef: null,
      recordedFrom: message.id,
      amendmentId: null,
      amendmentFrom: null,
    });
    await note(client, viewer, {
      action: 'chain.drafted',
      subject: `operation:${operationId}`,
      detail: { chain: chain.number, draft: draftId, leftBehind: origin.left, takenOut: carried.taken.length },
    });
    return draftId;
  });
}

/**
 * Begins an amendment of the record that was made of an earlier version of a seizure message, with what the message
 * says otherwise now and its reason. Pressed twice, it is one. Returns the draft's number. Throws as `recordSeizure`.
 */
export async function amendRecord(
  context: CencommContext,
  viewer: Viewer,
  operationId: string,
  messageId: string,
): Promise<string> {
  return inTransaction(context.pool, async client => {
    const { entered, message, chain } = await enterSeizure(client, viewer, context, operationId, messageId);
    if (chain.recordRef === null) throw new NotVisible('no such record');
    const begun = chain.amendmentId === null ? undefined : await stateOfDraft(client, viewer, chain.amendmentId);
    const own = ownAmendment(chain, message, begun);
    if (own !== undefined) return own;
    const id = randomUUID();
    const from = begun?.isSubmitted ? chain.amendmentFrom : chain.recordedFrom;
    const carrying = await carryingOf(client, viewer, context, entered, message);
    const reason = withoutPersons(markOf(message.fields)?.$reason ?? '', carrying.persons);
    const retold = await retoldSince(client, viewer, context, entered, { from, message, carrying });
    await amendmentFrom(client, viewer, { id, ref: chain.recordRef, reason }, retold);
    await moveChain(client, chain, { amendmentId: id, amendmentFrom: message.id });
    await note(client, viewer, {
      action: 'chain.amendmentDrafted',
      subject: `operation:${operationId}`,
      detail: { chain: chain.number, draft: id, record: chain.recordRef },
    });
    return id;
  });
}

/**
 * A seizure message in its last version with its chain, by who may record it. Throws NotVisible, Forbidden, KeysAway.
 */
async function enterSeizure(
  client: Client,
  viewer: Viewer,
  { keys }: Pick<CencommContext, 'keys'>,
  operationId: string,
  messageId: string,
) {
  const entered = await enterLocked(client, viewer, operationId);
  const message = await openOwn(client, viewer, keys, entered, messageId);
  const chain = await chainOfMessage(client, viewer, entered, message);
  if (message.kind !== 'seizure' || chain?.lastSeizureId !== message.id || !holdsSeizure(chain))
    throw new NotVisible('no such seizure');
  if (!mayRecord(viewer, message)) throw new Forbidden('records for another country');
  return { entered, message, chain };
}

/** The viewer's open amendment of this version. Throws Conflict where the record has it, or a colleague began one. */
function ownAmendment(
  { amendmentId, amendmentFrom, recordedFrom }: Chain,
  { id }: Pick<Message, 'id'>,
  begun: DraftState | undefined,
): string | undefined {
  const isThis = amendmentFrom === id && begun !== undefined && !begun.isDiscarded;
  if (isThis && begun.isOwn && !begun.isSubmitted && amendmentId !== null) return amendmentId;
  if (isThis || recordedFrom === id) throw new Conflict('the record has this version already');
  return undefined;
}

/** What a record of this message is made with; everybody named in any form of its thread is looked for. */
async function carryingOf(
  client: Client,
  viewer: Viewer,
  { keys }: Pick<CencommContext, 'keys'>,
  entered: Entered,
  message: Message,
): Promise<Carrying> {
  return carryingFrom(await readForms(client, viewer, keys, entered), message, entered.operation, viewer.lang);
}

/** What a seizure message says otherwise than an earlier version of it; all of it where this member lacks that one. */
async function retoldSince(
  client: Client,
  viewer: Viewer,
  { keys }: Pick<CencommContext, 'keys'>,
  entered: Entered,
  { from, message, carrying }: { readonly from: string | null; readonly message: Message; readonly carrying: Carrying },
): Promise<Retold> {
  const told = carriedOver(message, carrying)?.told;
  if (!told) throw new NotVisible('no such seizure');
  const row = from === null ? undefined : await findInMailbox(client, viewer, entered, from);
  const before = row && (await openMessage(client, keys, row));
  const was = before?.isWhole ? carriedOver(before.message, carrying)?.told : undefined;
  return {
    facts: changed(was?.facts ?? {}, told.facts),
    goods: changed({ ...was?.goods, heading: was?.heading ?? '' }, { ...told.goods, heading: told.heading }),
  };
}

type Values = Readonly<Record<string, FieldValue | undefined>>;

/** Values that are others now, by name; undefined for those that are not stated any more. */
function changed(was: Values, is: Values): Values {
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return Object.fromEntries(
    [...names].filter(name => String(was[name] ?? '') !== String(is[name] ?? '')).map(name => [name, is[name]]),
  );
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
