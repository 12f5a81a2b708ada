import { note } from '../../audit/index.ts';
import { isAddress } from '../../mail/index.ts';
import { endSessions } from '../store-sessions.ts';
import { makeLink } from '../links/make-link.ts';
import type { Viewer } from '../viewer.ts';
import { done, onAccount, problemsAre } from './act.ts';
import type { Order, Outcome } from './act.ts';
import type { AccountsRoom } from './room.ts';
import { insertChange } from './store-history.ts';
import { bumpVersion } from './store.ts';

/** Sends the officer a one-time link to choose a password; who asks for it never sees it. Sessions end at once. An account never activated gets its first link again. */
export function reset(room: AccountsRoom, viewer: Viewer, order: Order): Promise<Outcome> {
  return onAccount(room, viewer, order, 'reset', async (client, account) => {
    if (account.email === null || !isAddress(account.email))
      return problemsAre({ path: 'reason', key: 'accounts:problem.noAddress' });
    const purpose = account.state === 'pending' ? 'activation' : 'reset';
    await makeLink(client, room.outbox, { account: account.id, purpose, madeBy: viewer.accountId });
    await endSessions(client, account.id);
    await bumpVersion(client, account.id);
    await insertChange(client, {
      accountId: account.id,
      what: 'reset',
      reason: order.reason,
      madeBy: viewer.accountId,
    });
    await note(client, viewer, {
      action: 'account.resetSent',
      subject: account.loginId,
      detail: { purpose, reason: order.reason },
    });
    return done;
  });
}
