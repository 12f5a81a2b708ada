import { isAddress } from '../../../mail/index.ts';
import { endSessions } from '../../session/store-sessions.ts';
import { makeLink } from '../../links/make-link.ts';
import type { Viewer } from '../../viewer.ts';
import { done, onAccount, problemsAre, record } from './account-command.ts';
import type { Order, Outcome } from './account-command.ts';
import type { AccountsContext } from '../context.ts';
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
    const { reason } = order;
    await record(client, viewer, account, { what: 'reset', action: 'account.resetSent', reason, detail: { purpose } });
    return done;
  });
}
