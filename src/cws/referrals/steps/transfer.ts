import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { Refused } from '../../../forms/index.ts';
import type { CwsContext } from '../../context.ts';
import { nextOffices } from '../addressee.ts';
import { inStep, type Asked } from './step.ts';
import { moveReferral } from '../store.ts';
import { insertStep } from './store-steps.ts';
import { tellArrival, tellSender } from '../tell.ts';

/**
 * Passes a referral on to another office, with the reason: there it waits again, here it can still be read. The sender
 * is told.
 */
export async function pass(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  asked: Asked,
  { office, reason }: { office: string; reason: string },
): Promise<void> {
  await inStep(context, viewer, ref, 'pass', asked, async (client, referral) => {
    const next = nextOffices(viewer, context.offices, referral).find(({ code }) => code === office);
    if (!next) throw new Refused({ path: 'office', key: 'forms:problem.notListed' });
    await moveReferral(client, referral, {
      state: 'sent',
      officeId: next.id,
      takenBy: null,
      draftId: null,
      senderNews: true,
      officeNews: false,
    });
    await insertStep(client, viewer, referral.id, {
      kind: 'passed',
      text: reason,
      toOfficeId: next.id,
      clientUuid: asked.clientUuid,
    });
    await note(client, viewer, { action: 'referral.passed', subject: ref, detail: { to: next.code, reason } });
    await tellArrival(client, viewer, context, referral, next.id, 'office');
    await tellSender(client, context, 'passed', referral);
  });
}
