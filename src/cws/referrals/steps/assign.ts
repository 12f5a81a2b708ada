import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { CwsContext } from '../../context.ts';
import { inStep, type Asked } from './step.ts';
import { moveReferral } from '../store.ts';
import { insertStep } from './store-steps.ts';

/** An officer takes a referral of the office in hand, or over from a colleague. */
export async function take(context: CwsContext, viewer: Viewer, ref: string, asked: Asked): Promise<void> {
  await inStep(context, viewer, ref, 'take', asked, async (client, referral) => {
    await moveReferral(client, referral, { state: 'taken', takenBy: viewer.accountId, officeNews: false });
    await insertStep(client, viewer, referral.id, { kind: 'taken', clientUuid: asked.clientUuid });
    await note(client, viewer, { action: 'referral.taken', subject: ref, detail: { from: referral.takenByLogin } });
  });
}
