import { note } from '../../audit/index.ts';
import { clearTries } from '../limits.ts';
import type { Viewer } from '../viewer.ts';
import { done, onAccount, problemsAre } from './act.ts';
import type { Order, Outcome } from './act.ts';
import { tell } from './letters.ts';
import type { AccountsRoom } from './room.ts';
import { insertChange } from './store-history.ts';

/** Forgets the wrong passwords of a login, so that the officer need not wait. The officer is told: somebody else may have tried them. */
export function unlock(room: AccountsRoom, viewer: Viewer, order: Order): Promise<Outcome> {
  return onAccount(room, viewer, order, 'unlocking', async (client, account) => {
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
    await tell(room, client, account, 'unlocked', () => ({ tries: account.tries }));
    return done;
  });
}
