import { inTransaction } from '../../db/transaction.ts';
import { tellOffice } from '../account/tell-login.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { claimLetter, listDue } from './store-jobs.ts';

/**
 * Reminds those who look after an office 30 and 10 days before its review is due, once each; a moved date is another
 * date.
 */
export async function remindReviews(context: AccountsContext): Promise<number> {
  let reminded = 0;
  for (const review of await listDue(context.pool, 30)) {
    if (review.undecided === 0) continue;
    reminded += await inTransaction(context.pool, async client => {
      if (!(await claimLetter(client, review, review.left > 10 ? 'days30' : 'days10'))) return 0;
      await tellOffice(client, context.outbox, review.officeId, {
        about: 'review',
        kind: 'reviewDue',
        values: { year: review.year, count: review.undecided, due: review.dueOn },
        path: `/access/review/${review.id}`,
      });
      return 1;
    });
  }
  return reminded;
}
