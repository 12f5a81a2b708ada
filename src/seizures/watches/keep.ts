import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { SeizuresContext } from '../context.ts';
import { endWatch, giveWatch, lockOrphans } from './store-watches.ts';

const batch = 50;

/**
 * Settles the lists of whoever left: a shared one goes to the contact point of its office, one of a person who moved
 * goes with them, any other ends. Returns how many.
 */
export async function settleOrphans({ jobPool }: Pick<SeizuresContext, 'jobPool'>): Promise<number> {
  let settled = 0;
  for (let done = batch; done === batch; settled += done)
    done = await inTransaction(jobPool, async client => {
      const orphans = await lockOrphans(client, batch);
      for (const one of orphans) {
        const actor = { accountId: one.accountId, loginId: one.loginId, office: { id: one.officeId } };
        const subject = String(one.id);
        if (one.shared && one.heir !== null) {
          await giveWatch(client, one.id, { accountId: one.heir, officeId: one.officeId });
          await note(client, actor, { action: 'watch.handedOver', subject, detail: { to: one.heir, why: 'left' } });
        } else if (one.moved && !one.shared) {
          await giveWatch(client, one.id, { accountId: one.accountId, officeId: one.ownerOffice });
          await note(client, actor, { action: 'watch.moved', subject });
        } else {
          await endWatch(client, one.id, 'access');
          await note(client, actor, { action: 'watch.ended', subject, detail: { why: 'access' } });
        }
      }
      return orphans.length;
    });
  return settled;
}
