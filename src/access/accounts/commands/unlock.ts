import { note } from '../../../audit/index.ts';
import { clearTries } from '../../session/store-tries.ts';
import type { Viewer } from '../../viewer.ts';
import { done, onAccount, problemsAre } from './account-command.ts';
import type { Order, Outcome } from './account-command.ts';
import { tell } from '../letters.ts';
import type { AccountsContext } from '../context.ts';
import { insertChange } from '../store-history.ts';

/**
 * Forgets the wrong passwords of a login, so that the officer need not wait. The officer is told: somebody else may
 * have tried them.
 */
export function unlock(context: AccountsContext, viewer: Viewer, order: Order): Promise<Outcome> {
  return onAccount(context, viewer, order, 'unlocking', async (client, account) => {
    if (account.tries === 0) return problemsAre({ path: 'reason', key: 'accounts:problem.notLocked' });
    await clearTries(client, account.loginId);
    await insertChange(client, {
      accountId: account.id,
      what: 'unlocked',
      reason: order.reason,
      madeBy: viewer.accountId,
    });
    await note(client, viewer, {
      action: 'account.unlocked',
      subject: account.loginId,
      detail: { tries: account.tries, reason: order.reason },
    });
    await tell(context, client, account, 'unlocked', () => ({ tries: account.tries }));
    return done;
  });
}
