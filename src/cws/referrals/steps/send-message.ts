import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden } from '../../../errors.ts';
import type { CwsContext } from '../../context.ts';
import { isDesk, isSender } from '../permissions.ts';
import { inStep } from './step.ts';
import type { Referral } from '../referral.ts';
import { lockReferral, markNews, moveReferral } from '../store.ts';
import { insertStep } from './store-steps.ts';
import { tellDesk, tellSender } from '../tell.ts';

/** A word to the other side: the office asks, the sender answers or adds something. Told by letter. */
export async function write(
  context: CwsContext,
  viewer: Viewer,
  referral: Pick<Referral, 'ref' | 'officeId'>,
  clientUuid: string,
  words: string,
): Promise<void> {
  const asks = isDesk(viewer, referral);
  await inStep(context, viewer, referral.ref, asks ? 'ask' : 'say', { clientUuid }, async (client, locked) => {
    // Who writes has seen what there was.
    await markNews(
      client,
      locked,
      asks ? { senderNews: true, officeNews: false } : { officeNews: true, senderNews: false },
    );
    await insertStep(client, viewer, locked.id, { kind: asks ? 'asked' : 'said', text: words, clientUuid });
    await note(client, viewer, {
      action: asks ? 'referral.asked' : 'referral.said',
      subject: referral.ref,
      detail: { words },
    });
    await (asks ? tellSender(client, context, 'asked', locked) : tellDesk(client, viewer, context, locked));
  });
}

/** The sender takes back what nobody has in hand yet. */
export async function withdraw(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  asked: { clientUuid: string; version: number },
  reason: string,
): Promise<void> {
  await inStep(context, viewer, ref, 'withdraw', asked, async (client, referral) => {
    await moveReferral(client, referral, { state: 'withdrawn', senderNews: false, officeNews: false });
    await insertStep(client, viewer, referral.id, { kind: 'withdrawn', text: reason, clientUuid: asked.clientUuid });
    await note(client, viewer, { action: 'referral.withdrawn', subject: ref, detail: { reason } });
  });
}

/** The sender, or the office, says that it has seen what is new. */
export async function acknowledge(context: CwsContext, viewer: Viewer, ref: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const referral = await lockReferral(client, viewer, ref);
    const [sender, desk] = [isSender(viewer, referral), isDesk(viewer, referral)];
    if (!sender && !desk) throw new Forbidden('nothing is new for others');
    await markNews(client, referral, {
      ...(sender ? { senderNews: false } : {}),
      ...(desk ? { officeNews: false } : {}),
    });
    await note(client, viewer, { action: 'referral.seen', subject: ref });
  });
}
