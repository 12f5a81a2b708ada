import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { CwsContext } from '../../context.ts';
import type { Client } from '../../../db/pool.ts';
import { Refused } from '../../../forms/index.ts';
import { stateOfDraft } from '../../../seizures/index.ts';
import type { Referral } from '../referral.ts';
import { inStep, type Asked } from './step.ts';
import { moveReferral } from '../store.ts';
import { insertStep } from './store-steps.ts';
import { tellSender } from '../tell.ts';

/** Ends a referral without a record: what came of it and why, reported to the sender. */
export async function answer(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  asked: Asked,
  { outcome, words }: { outcome: string; words: string },
): Promise<void> {
  await inStep(context, viewer, ref, 'answer', asked, async (client, referral) => {
    await requireNoDraft(client, viewer, referral, outcome);
    await moveReferral(client, referral, {
      state: 'answered',
      takenBy: viewer.accountId,
      outcome,
      senderNews: true,
      officeNews: false,
    });
    await insertStep(client, viewer, referral.id, { kind: 'answered', text: words, clientUuid: asked.clientUuid });
    await note(client, viewer, { action: 'referral.answered', subject: ref, detail: { outcome, words } });
    await tellSender(client, context, 'answered', referral);
  });
}

/** Outcomes that a seizure being written contradicts. */
const noOffence: readonly string[] = ['lawful', 'notFound'];

/** Throws Refused where a seizure is being written of the referral that is said to be none. */
async function requireNoDraft(
  client: Client,
  viewer: Viewer,
  { draftId }: Pick<Referral, 'draftId'>,
  outcome: string,
): Promise<void> {
  if (draftId === null || !noOffence.includes(outcome)) return;
  const draft = await stateOfDraft(client, viewer, draftId);
  if (draft && !draft.isDiscarded && !draft.record)
    throw new Refused({ path: 'outcome', key: 'cwsreferrals:problem.openDraft', values: { login: draft.login } });
}

/** Opens an answered referral again, or one whose record was withdrawn; the officer has it in hand. */
export async function reopen(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  asked: Asked,
  reason: string,
): Promise<void> {
  await inStep(context, viewer, ref, 'reopen', asked, async (client, referral) => {
    await moveReferral(client, referral, {
      state: 'taken',
      takenBy: viewer.accountId,
      draftId: null,
      outcome: null,
      senderNews: true,
      officeNews: false,
    });
    await insertStep(client, viewer, referral.id, { kind: 'reopened', text: reason, clientUuid: asked.clientUuid });
    await note(client, viewer, { action: 'referral.reopened', subject: ref, detail: { from: referral.state, reason } });
    await tellSender(client, context, 'reopened', referral);
  });
}
