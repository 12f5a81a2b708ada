import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden } from '../../../errors.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import { draftFrom, mayEnterFor, stateOfDraft, type Told } from '../../../seizures/index.ts';
import type { CwsContext } from '../../context.ts';
import { can, isTheirs } from '../permissions.ts';
import { goodsOf, type Referral } from '../referral.ts';
import { lockOfDraft, lockReferral, moveReferral } from '../store.ts';
import { insertStep } from './store-steps.ts';
import { tellSender } from '../tell.ts';
import { today } from '../../../text/plain-date.ts';

/**
 * Makes a draft of a seizure of a referral, filled in with what was reported, and takes the referral in hand: one step.
 * Pressed twice it is one draft. Returns the draft's number. Throws Forbidden where the office does not record for the
 * country.
 */
export async function record(context: CwsContext, viewer: Viewer, ref: string, version: number): Promise<string> {
  return inTransaction(context.pool, async client => {
    const referral = await lockReferral(client, viewer, ref);
    if (!isTheirs(viewer, 'record', referral) || !mayEnterFor(viewer, referral.country))
      throw new Forbidden('records for another country');
    const known = await draftInHand(client, viewer, referral);
    if (known !== undefined) return known;
    if (referral.version !== version || !can(viewer, 'record', referral))
      throw new ChangedMeanwhile(`${ref} was moved meanwhile`);
    const draftId = randomUUID();
    await draftFrom(client, viewer, draftId, toldBy(referral));
    await moveReferral(client, referral, { state: 'taken', takenBy: viewer.accountId, draftId, officeNews: false });
    await insertStep(client, viewer, referral.id, { kind: 'drafted' });
    await note(client, viewer, { action: 'referral.drafted', subject: ref, detail: { draft: draftId } });
    return draftId;
  });
}

/** The draft the officer has begun already, unless it was discarded. */
async function draftInHand(client: Client, viewer: Viewer, { draftId }: Referral): Promise<string | undefined> {
  const draft = draftId === null ? undefined : await stateOfDraft(client, viewer, draftId);
  return draft?.isOwn && !draft.isDiscarded ? (draftId ?? undefined) : undefined;
}

/** What the entry form is filled in with. Pure but for the clock. */
function toldBy(one: Referral): Told {
  const { heading } = goodsOf[one.subject];
  return {
    heading,
    facts: {
      country: one.country,
      placeName: (one.place ?? '').slice(0, 120),
      seizureDate: one.happenedOn !== null && one.happenedOn <= today() ? one.happenedOn : '',
      departure: one.fromCountry ?? '',
      destination: one.toCountry ?? '',
      transport: one.transport ?? '',
      narrative: `${one.happened}\n\n${one.ref}`,
      narrativeLang: one.lang,
    },
    goods: {
      ...(heading === 'HAZ' ? { 'details.baselCode': one.product ?? '' } : { product: one.product ?? '' }),
      productText: one.goods,
      quantity: one.quantity ?? '',
      unit: one.unit ?? '',
    },
  };
}

/**
 * From now on a referral whose draft is submitted says so, in the transaction of the record, and its sender is told.
 */
export function followRecords(context: CwsContext): void {
  context.seizures.context.onRecorded(async (client, viewer, { draftId, ref: recordRef }) => {
    const referral = await lockOfDraft(client, draftId);
    if (!referral) return;
    await moveReferral(client, referral, { state: 'recorded', outcome: null, senderNews: true });
    await insertStep(client, viewer, referral.id, { kind: 'recorded', recordRef });
    await note(client, viewer, { action: 'referral.recorded', subject: referral.ref, detail: { record: recordRef } });
    await tellSender(client, context, 'recorded', referral);
  });
}
