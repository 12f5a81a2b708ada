import { note } from '../../../audit/index.ts';
import type { Viewer } from '../../viewer.ts';
import { done, onAccount } from './account-command.ts';
import type { Order, Outcome } from './account-command.ts';
import { tell } from '../letters.ts';
import type { AccountsContext } from '../context.ts';
import { insertChange } from '../store-history.ts';
import { clearSuspension } from '../store.ts';

/** Opens a suspended account again. */
export function resume(context: AccountsContext, viewer: Viewer, order: Order): Promise<Outcome> {
  return onAccount(context, viewer, order, 'resumption', async (client, account) => {
    await clearSuspension(client, account.id);
    await insertChange(client, {
      accountId: account.id,
      what: 'resumed',
      was: { until: account.suspendedUntil },
      reason: order.reason,
      madeBy: viewer.accountId,
    });
    await note(client, viewer, {
      action: 'account.resumed',
      subject: account.loginId,
      detail: { reason: order.reason },
    });
    await tell(context, client, account, 'resumed');
    return done;
  });
}
