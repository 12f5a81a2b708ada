import { note } from '../../../audit/index.ts';
import { isAddress } from '../../../mail/index.ts';
import { endSessions } from '../../session/store-sessions.ts';
import { makeLink } from '../../links/make-link.ts';
import type { Viewer } from '../../viewer.ts';
import { done, onAccount, problemsAre } from './account-command.ts';
import type { Order, Outcome } from './account-command.ts';
import type { AccountsContext } from '../context.ts';
import { insertChange } from '../store-history.ts';
import { bumpVersion } from '../store.ts';

/**
 * Sends the officer a one-time link to choose a password; who asks for it never sees it. Sessions end at once. An
 * account never activated gets its first link again.
 */
export function reset(context: AccountsContext, viewer: Viewer, order: Order): Promise<Outcome> {
  return onAccount(context, viewer, order, 'reset', async (client, account) => {
    if (account.email === null || !isAddress(account.email))
      return problemsAre({ path: 'reason', key: 'accounts:problem.noAddress' });
    const purpose = account.state === 'pending' ? 'activation' : 'reset';
    await makeLink(client, context.outbox, { account: account.id, purpose, madeBy: viewer.accountId });
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
