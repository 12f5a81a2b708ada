import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { ChangedMeanwhile } from '../../forms/index.ts';
import type { CwsContext } from '../context.ts';
import { findSubscription, saveSubscription } from './store.ts';
import { isSame, type Subscription } from './subscription.ts';

/**
 * Writes what an account follows over the version it was chosen from; the same twice is once. Throws ChangedMeanwhile.
 */
export async function choose(
  { pool }: Pick<CwsContext, 'pool'>,
  viewer: Viewer,
  { version, ...chosen }: Subscription,
): Promise<void> {
  await inTransaction(pool, async client => {
    if (await saveSubscription(client, viewer, chosen, version))
      return note(client, viewer, { action: 'subscription.chosen', detail: chosen });
    // A second press of the button, or another tab: the first is no conflict.
    const { version: _, ...saved } = await findSubscription(client, viewer);
    if (!isSame(saved, chosen)) throw new ChangedMeanwhile('the subscription was changed in another window');
  });
}
