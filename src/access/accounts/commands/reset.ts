import { isAddress } from '../../../mail/index.ts';
import { endSessions } from '../../session/store-sessions.ts';
import { forgetDevices } from '../../session/store-devices.ts';
import { makeLink } from '../../links/make-link.ts';
import type { Viewer } from '../../viewer.ts';
import { done, onAccount, problemsAre, record, type Order, type Outcome } from './account-command.ts';
import type { AccountsContext } from '../context.ts';
import { bumpVersion, dropPassword } from '../store.ts';

/**
 * Sends the officer a one-time link to choose a password; who asks for it never sees it. Sessions end at once, and with
 * `atOnce` the old password and the known browsers too, as after a theft. An account never activated gets its first
 * link again.
 */
export function reset(
  context: AccountsContext,
  viewer: Viewer,
  order: Order & { readonly atOnce?: boolean },
): Promise<Outcome> {
  return onAccount(context, viewer, order, 'reset', async (client, account) => {
    if (account.email === null || !isAddress(account.email))
      return problemsAre({ path: 'reason', key: 'accounts:problem.noAddress' });
    const purpose = account.state === 'pending' ? 'activation' : 'reset';
    const ends = order.atOnce === true && purpose === 'reset';
    await makeLink(client, context.outbox, {
      account: account.id,
      purpose,
      madeBy: viewer.accountId,
      ...(ends ? { letter: 'resetAtOnce' } : {}),
    });
    if (ends) {
      await dropPassword(client, account.id);
      await forgetDevices(client, account.id);
    }
    await endSessions(client, account.id);
    await bumpVersion(client, account.id);
    const { reason } = order;
    const detail = { purpose, atOnce: ends };
    await record(client, viewer, account, { what: 'reset', action: 'account.resetSent', reason, detail });
    return ends ? { kind: 'done', note: 'resetAtOnce' } : done;
  });
}
