import type { Client } from '../../../db/pool.ts';
import type { Viewer } from '../../viewer.ts';
import type { Account } from '../account.ts';
import { settleOfficer } from '../../review/store.ts';
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
import { setConfirmed, setEndDate } from '../store.ts';

/**
 * Sets the day an account ends (plain date, its last day). An account that had run out comes back. In a review this is
 * the answer to "still needed?".
 */
export function changeEnd(
  context: AccountsContext,
  viewer: Viewer,
  order: Order & { readonly endsOn: string },
): Promise<Outcome> {
  return onAccount(context, viewer, order, 'endDate', async (client, account) => {
    const { endsOn, reason } = order;
    if (endsOn === account.endsOn) return problemsAre({ path: 'endsOn', key: 'accounts:problem.nothingChanged' });
    const last = await lastAdministratorProblem(client, account, 'endsOn', endsOn);
    if (last) return problemsAre(last);
    if (needsAgreement(viewer, account) && (account.endsOn === null || endsOn < account.endsOn))
      return propose(client, viewer, context, account, { proposed: { what: 'end_date', endsOn }, reason });
    await giveEnd(client, viewer, context, account, { endsOn, reason });
    return done;
  });
}

/** Sets the end date of a locked account. Every check has been made. */
export async function giveEnd(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  account: Account,
  { endsOn, reason }: { readonly endsOn: string; readonly reason: string },
): Promise<void> {
  await setEndDate(client, account.id, endsOn);
  if (await settleOfficer(client, account.id, 'changed', viewer.accountId)) await setConfirmed(client, account.id);
  const change = { was: { endsOn: account.endsOn }, becomes: { endsOn } };
  await record(client, viewer, account, {
    what: 'end_date',
    action: 'account.endDateChanged',
    ...change,
    reason,
    detail: change,
  });
  await tell(client, context, account, 'endChanged', () => ({ endsOn, reason }));
}
