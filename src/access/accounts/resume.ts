import { note } from '../../audit/index.ts';
import type { Viewer } from '../viewer.ts';
import { done, onAccount } from './act.ts';
import type { Order, Outcome } from './act.ts';
import { tell } from './letters.ts';
import type { AccountsRoom } from './room.ts';
import { insertChange } from './store-history.ts';
import { clearSuspension } from './store.ts';

/** Opens a suspended account again. */
export function resume(room: AccountsRoom, viewer: Viewer, order: Order): Promise<Outcome> {
  return onAccount(room, viewer, order, 'resumption', async (client, account) => {
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
    await tell(room, client, account, 'resumed');
    return done;
  });
}
