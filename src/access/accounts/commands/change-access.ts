import type { Client } from '../../../db/pool.ts';
import { endSessions } from '../../session/store-sessions.ts';
import type { Viewer } from '../../viewer.ts';
import type { Access, Account } from '../account.ts';
import {
  done,
  lastAdministratorProblem,
  onAccount,
  problemsAre,
  record,
  type Order,
  type Outcome,
} from './account-command.ts';
import { accessWords, tell } from '../letters.ts';
import { accessProblems, isDemotion, needsTwo } from '../permissions.ts';
import { needsAgreement, propose } from './propose.ts';
import type { AccountsContext } from '../context.ts';
import { overtakeProposal } from '../store-proposals.ts';
import { setAccess } from '../store.ts';

/**
 * Changes level and duties. What needs two persons becomes a proposal (note 'proposed') that changes nothing yet. Less
 * than before ends every session of the account at once.
 */
export function changeAccess(context: AccountsContext, viewer: Viewer, order: Order & Access): Promise<Outcome> {
  return onAccount(context, viewer, order, 'access', async (client, account) => {
    const problems = accessProblems(viewer, account, order);
    if (problems.length > 0) return problemsAre(...problems);
    if (!order.duties.includes('administrator') || order.level !== 'unlimited') {
      const last = await lastAdministratorProblem(client, account, 'level');
      if (last) return problemsAre(last);
    }
    const { level, duties, reason } = order;
    if (needsTwo(account.officeKind, account, order) || (needsAgreement(viewer, account) && isDemotion(account, order)))
      return propose(client, viewer, context, account, { proposed: { what: 'access', level, duties }, reason });
    await overtakeProposal(client, account.id, viewer.accountId, 'access');
    await giveAccess(client, viewer, context, account, order);
    return done;
  });
}

/** Sets the access of a locked account, with its history, the trail and the letter. Every check has been made. */
export async function giveAccess(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  account: Account,
  { level, duties, reason }: Access & { readonly reason: string },
): Promise<void> {
  const change = { was: { level: account.level, duties: account.duties }, becomes: { level, duties } };
  const { was, becomes } = change;
  await setAccess(client, account.id, becomes);
  if (isDemotion(was, becomes)) await endSessions(client, account.id);
  await record(client, viewer, account, {
    what: 'access',
    action: 'account.accessChanged',
    ...change,
    reason,
    detail: change,
  });
  await tell(client, context, account, 'accessChanged', lang => ({
    was: accessWords(context, was, lang),
    becomes: accessWords(context, becomes, lang),
    reason,
  }));
}
