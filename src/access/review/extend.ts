import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { tellOffice } from '../account/tell-login.ts';
import { administers } from '../accounts/permissions.ts';
import type { AccountsContext } from '../accounts/context.ts';
import type { Viewer } from '../viewer.ts';
import { findReview, moveDueDate } from './store.ts';

/**
 * Gives an office more time. `was` is the due date the administrator saw; returns false when it is another by now, or
 * the review is over.
 */
export async function extendReview(
  context: AccountsContext,
  viewer: Viewer,
  reviewId: number,
  { was, dueOn, reason }: { was: string; dueOn: string; reason: string },
): Promise<boolean> {
  return inTransaction(context.pool, async client => {
    const review = await findReview(client, viewer, reviewId);
    if (!administers(viewer)) throw new Forbidden('the administrator extends a review');
    if (!(await moveDueDate(client, { id: review.id, dueOn: was }, dueOn, { reason, by: viewer.accountId })))
      return false;
    await note(client, viewer, {
      action: 'review.extended',
      subject: String(review.id),
      detail: { office: review.officeCode, was, dueOn, reason },
    });
    await tellOffice(client, context.outbox, review.officeId, {
      about: 'review',
      kind: 'reviewExtended',
      values: { year: review.year, due: dueOn, reason },
      path: `/access/review/${review.id}`,
    });
    return true;
  });
}
