import { inTransaction } from '../../../db/transaction.ts';
import type { Client } from '../../../db/pool.ts';
import { Forbidden } from '../../../errors.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Viewer } from '../../viewer.ts';
import type { Account } from '../account.ts';
import { done, problemsAre, record } from './account-command.ts';
import type { Outcome } from './account-command.ts';
import { giveAccess } from './change-access.ts';
import { accessProblems, administers, isOpenTo } from '../permissions.ts';
import type { AccountsContext } from '../context.ts';
import { listAdministrators } from '../store-people.ts';
import { findProposal, settleProposal } from '../store-proposals.ts';
import type { Proposal } from '../store-proposals.ts';
import { lockAccount, takeAdministratorsTurn } from '../store.ts';

interface Decision {
  readonly id: number;
  readonly proposal: number;
  readonly reason: string;
}

/**
 * The second administrator's word on a proposal: another person than the one who proposed it and the one it is for.
 * Returns 'stale' when it is decided already or was overtaken by another change.
 */
export function confirmProposal(context: AccountsContext, viewer: Viewer, decision: Decision): Promise<Outcome> {
  return onProposal(context, viewer, decision, async (client, account, proposal) => {
    if (proposal.madeBy === viewer.accountId || account.id === viewer.accountId)
      throw new Forbidden('needs a second person');
    const problems = [...(await proposerProblems(client, proposal)), ...accessProblems(viewer, account, proposal)];
    if (problems.length > 0) return problemsAre(...problems);
    await settleProposal(client, proposal.id, 'confirmed', viewer.accountId);
    await giveAccess(client, viewer, context, account, {
      level: proposal.level,
      duties: proposal.duties,
      reason: `${proposal.reason} (${proposal.by}); ${decision.reason}`,
    });
    return { kind: 'done', note: 'confirmed' };
  });
}

/** One administrator alone is not two because the other has left. */
async function proposerProblems(client: Client, { madeBy }: Proposal): Promise<FieldProblem[]> {
  const stillThere = (await listAdministrators(client)).some(({ id }) => id === madeBy);
  return stillThere ? [] : [{ path: 'reason', key: 'accounts:problem.proposerGone' }];
}

/** Refuses a proposal; who made it may take it back in the same way. Nothing of the account changes. */
export function refuseProposal(context: AccountsContext, viewer: Viewer, decision: Decision): Promise<Outcome> {
  return onProposal(context, viewer, decision, async (client, account, proposal) => {
    await settleProposal(client, proposal.id, 'refused', viewer.accountId);
    const becomes = { level: proposal.level, duties: proposal.duties };
    await record(client, viewer, account, {
      what: 'refused',
      action: 'account.accessRefused',
      becomes,
      reason: decision.reason,
      detail: { becomes },
    });
    return done;
  });
}

function onProposal(
  context: AccountsContext,
  viewer: Viewer,
  { id, proposal: wanted }: Decision,
  work: (client: Client, account: Account, proposal: Proposal) => Promise<Outcome>,
): Promise<Outcome> {
  return inTransaction(context.pool, async client => {
    await takeAdministratorsTurn(client);
    const account = await lockAccount(client, viewer, id);
    if (!administers(viewer)) throw new Forbidden('proposals are the administrators’');
    const proposal = await findProposal(client, account);
    if (proposal?.id !== wanted || !isOpenTo('access', account)) return { kind: 'stale' };
    return work(client, account, proposal);
  });
}
