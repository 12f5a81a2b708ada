import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { tellOffice } from '../account/tell-login.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { claimLetter, insertReview, listOfficesToReview } from './store-jobs.ts';

/** Who acts when the portal does. */
export const portalItself = { loginId: 'portal' } as const;

/**
 * Opens this year's review of every office that is to have one, and tells those who look after it. Any number of
 * processes may: each office's opens once.
 */
export async function openReviews(context: AccountsContext): Promise<number> {
  let opened = 0;
  for (const officeId of await listOfficesToReview(context.pool)) {
    opened += await inTransaction(context.pool, async client => {
      const review = await insertReview(client, officeId);
      if (!review || !(await claimLetter(client, review, 'opened'))) return 0;
      await note(client, portalItself, {
        action: 'review.opened',
        subject: String(review.id),
        detail: { office: officeId, year: review.year, officers: review.undecided, due: review.dueOn },
      });
      await tellOffice(client, context.outbox, officeId, {
        about: 'review',
        kind: 'reviewOpened',
        values: { year: review.year, count: review.undecided, due: review.dueOn },
        path: `/access/review/${review.id}`,
      });
      return 1;
    });
  }
  return opened;
}
