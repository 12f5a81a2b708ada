import type { Client } from '../../../db/pool.ts';
import { endSessions } from '../../session/store-sessions.ts';
import type { Viewer } from '../../viewer.ts';
import type { Account } from '../account.ts';
import {
  done,
  lastAdministratorProblem,
  onAccount,
  problemsAre,
  record,
  type Order,
  type Outcome,
} from './account-command.ts';
import { tell } from '../letters.ts';
import { needsAgreement, propose } from './propose.ts';
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
    if (needsAgreement(viewer, account))
      return propose(client, viewer, context, account, { proposed: { what: 'suspension', until }, reason });
    await closeForAWhile(client, viewer, context, account, { until, reason });
    return done;
  });
}

/** Suspends a locked account. Every check has been made. */
export async function closeForAWhile(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  account: Account,
  { until, reason }: { readonly until: string | null; readonly reason: string },
): Promise<void> {
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
}
