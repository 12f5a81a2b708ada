import type { Viewer } from '../../viewer.ts';
import { done, onAccount, record, type Order, type Outcome } from './account-command.ts';
import { tell } from '../letters.ts';
import type { AccountsContext } from '../context.ts';
import { clearSuspension } from '../store.ts';

/** Opens a suspended account again. */
export function resume(context: AccountsContext, viewer: Viewer, order: Order): Promise<Outcome> {
  return onAccount(context, viewer, order, 'resumption', async (client, account) => {
    await clearSuspension(client, account.id);
    const was = { until: account.suspendedUntil };
    await record(client, viewer, account, { what: 'resumed', action: 'account.resumed', was, reason: order.reason });
    await tell(client, context, account, 'resumed');
    return done;
  });
}
