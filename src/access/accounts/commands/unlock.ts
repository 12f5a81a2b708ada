import { clearFactorTries, clearTries } from '../../session/store-tries.ts';
import type { Viewer } from '../../viewer.ts';
import { done, onAccount, problemsAre, record, type Order, type Outcome } from './account-command.ts';
import { tell } from '../letters.ts';
import type { AccountsContext } from '../context.ts';

/**
 * Forgets the wrong passwords and codes of a login, so that the officer need not wait. The officer is told:
 * somebody else may have tried them.
 */
export function unlock(context: AccountsContext, viewer: Viewer, order: Order): Promise<Outcome> {
  return onAccount(context, viewer, order, 'unlocking', async (client, account) => {
    if (account.tries === 0 && account.factorTries === 0)
      return problemsAre({ path: 'reason', key: 'accounts:problem.notLocked' });
    await clearTries(client, account.loginId);
    await clearFactorTries(client, account.id);
    const { tries, factorTries } = account;
    const { reason } = order;
    await record(client, viewer, account, {
      what: 'unlocked',
      action: 'account.unlocked',
      reason,
      detail: { tries, factorTries },
    });
    await tell(client, context, account, 'unlocked', () => ({ tries: tries + factorTries }));
    return done;
  });
}
