import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { BadRequest, Forbidden } from '../../errors.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { insertChange } from '../accounts/store-history.ts';
import type { Viewer } from '../viewer.ts';
import { closeWhenDecided, confirmAccounts, decideOfficers, findReview, listOfficers, lockAccounts } from './store.ts';

interface Confirmed {
  readonly confirmed: number;
  /** How many of the ticked somebody else had decided meanwhile. */
  readonly already: number;
}

/** Confirms officers as still needed; nobody confirms himself. What somebody else decided meanwhile stays decided. */
export async function confirmOfficers(
  context: AccountsContext,
  viewer: Viewer,
  reviewId: number,
  accountIds: readonly number[],
): Promise<Confirmed> {
  return inTransaction(context.pool, async client => {
    const review = await findReview(client, viewer, reviewId);
    const known = new Set((await listOfficers(client, review)).map(({ accountId }) => accountId));
    if (accountIds.some(id => !known.has(id)))
      throw new BadRequest([{ path: 'officers', key: 'errors:fields.notInList' }]);
    if (accountIds.includes(viewer.accountId)) throw new Forbidden('nobody confirms himself');
    await lockAccounts(client, accountIds);
    const confirmed = await decideOfficers(client, review.id, accountIds, 'confirmed', viewer.accountId);
    await confirmAccounts(client, confirmed);
    for (const accountId of confirmed)
      await insertChange(client, {
        accountId,
        what: 'confirmed',
        becomes: { year: review.year },
        madeBy: viewer.accountId,
      });
    await closeWhenDecided(client, review.id);
    await note(client, viewer, {
      action: 'review.confirmed',
      subject: String(review.id),
      detail: { office: review.officeCode, year: review.year, accounts: confirmed },
    });
    return { confirmed: confirmed.length, already: accountIds.length - confirmed.length };
  });
}
