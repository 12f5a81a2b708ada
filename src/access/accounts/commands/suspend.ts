import { endSessions } from '../../session/store-sessions.ts';
import type { Viewer } from '../../viewer.ts';
import { done, lastAdministratorProblem, onAccount, problemsAre, record } from './account-command.ts';
import type { Order, Outcome } from './account-command.ts';
import { tell } from '../letters.ts';
import type { AccountsContext } from '../context.ts';
import { setSuspension } from '../store.ts';

/**
 * Closes an account for a while: until somebody resumes it, or to the end of a plain date (leave of absence). Its
 * sessions end at once.
 */
export function suspend(
  context: AccountsContext,
  viewer: Viewer,
  order: Order & { readonly until: string | null },
): Promise<Outcome> {
  return onAccount(context, viewer, order, 'suspension', async (client, account) => {
    const { until, reason } = order;
    const last = await lastAdministratorProblem(client, account, 'reason');
    if (last) return problemsAre(last);
    await setSuspension(client, account.id, { until, reason });
    await endSessions(client, account.id);
    await record(client, viewer, account, {
      what: 'suspended',
      action: 'account.suspended',
      becomes: { until },
      reason,
      detail: { until },
    });
    await tell(client, context, account, until === null ? 'suspended' : 'suspendedUntil', () => ({
      until: until ?? '',
      reason,
    }));
    return done;
  });
}
