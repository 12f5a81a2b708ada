import { inTransaction } from '../../../db/transaction.ts';
import type { Client } from '../../../db/pool.ts';
import { NeedsSecondPerson, type FieldProblem } from '../../../errors.ts';
import { settleOfficer } from '../../review/store.ts';
import type { Viewer } from '../../viewer.ts';
import type { Account } from '../account.ts';
import { done, lastAdministratorProblem, problemsAre, record, type Outcome } from './account-command.ts';
import { giveAccess } from './change-access.ts';
import { giveEnd } from './change-end.ts';
import { closeAccount } from './end.ts';
import { proposedWords } from './propose.ts';
import { removeFactors } from './reset-factors.ts';
import { closeForAWhile } from './suspend.ts';
import { accessProblems, isOpenTo, type Action } from '../permissions.ts';
import type { AccountsContext } from '../context.ts';
import { tell } from '../letters.ts';
import type { IdentityProof } from '../account.ts';
import type { Proposal, Proposed } from '../proposal.ts';
import { findReader, listAdministrators } from '../store-people.ts';
import { findProposal, findProposedAccount, mayDecide, settleProposal } from '../store-proposals.ts';
import { takeAdministratorsTurn } from '../store.ts';
import { lockAccount } from '../../store.ts';

interface Decision {
  readonly id: number;
  readonly proposal: number;
  readonly reason: string;
  /** How the officer's identity was proved to the second person; for lost factors. */
  readonly identity?: IdentityProof;
}

/** What the account must still be open to, for a proposal to be carried out. */
const actionOf: Readonly<Record<Proposed['what'], Action>> = {
  access: 'access',
  end_date: 'endDate',
  suspension: 'suspension',
  ending: 'ending',
  factor_reset: 'factorReset',
};

/**
 * The second person's word on a proposal: another person than the one who proposed it and the one it is for. Returns
 * 'stale' when it is decided already or was overtaken by another change.
 */
export function confirmProposal(context: AccountsContext, viewer: Viewer, decision: Decision): Promise<Outcome> {
  return onProposal(context, viewer, decision, async (client, account, proposal) => {
    if (!(await mayDecide(client, viewer, proposal))) throw new NeedsSecondPerson();
    const problems = await problemsOf(client, viewer, account, proposal, decision);
    if (problems.length > 0) return problemsAre(...problems);
    await settleProposal(client, proposal.id, 'confirmed', viewer.accountId, decision.identity ?? null);
    const reason = `${proposal.reason} (${proposal.by}); ${decision.reason}`;
    await carryOut(client, viewer, context, account, { proposed: proposal.proposed, reason });
    await tellAsker(client, context, account, proposal, viewer, { key: 'confirmed', reason: decision.reason });
    return { kind: 'done', note: 'confirmed' };
  });
}

async function problemsOf(
  client: Client,
  viewer: Viewer,
  account: Account,
  { proposed, madeBy }: Proposal,
  { identity }: Decision,
): Promise<FieldProblem[]> {
  if (proposed.what === 'factor_reset')
    return identity ? [] : [{ path: 'identity', key: 'proposals:problem.identity' }];
  // One administrator alone is not two because the other has left.
  const stillThere = (await listAdministrators(client)).some(({ id }) => id === madeBy);
  const gone = stillThere ? [] : [{ path: 'reason', key: 'accounts:problem.proposerGone' }];
  if (proposed.what === 'access' && proposed.duties.includes('administrator'))
    return [...gone, ...accessProblems(viewer, account, proposed)];
  const last = await lastAdministratorProblem(client, account, 'reason');
  return last ? [...gone, last] : gone;
}

/** Does what was agreed. `reason` has the words of both. */
async function carryOut(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  account: Account,
  { proposed, reason }: { readonly proposed: Proposed; readonly reason: string },
): Promise<void> {
  switch (proposed.what) {
    case 'access':
      return giveAccess(client, viewer, context, account, { ...proposed, reason });
    case 'end_date':
      return giveEnd(client, viewer, context, account, { ...proposed, reason });
    case 'suspension':
      return closeForAWhile(client, viewer, context, account, { ...proposed, reason });
    case 'factor_reset':
      return removeFactors(client, viewer, context, account, reason);
    default:
      await settleOfficer(client, account.id, 'ended', viewer.accountId);
      return closeAccount(client, viewer, context, account, { what: 'ended', reason });
  }
}

/** Refuses a proposal; who made it may take it back in the same way. Nothing of the account changes. */
export function refuseProposal(context: AccountsContext, viewer: Viewer, decision: Decision): Promise<Outcome> {
  return onProposal(context, viewer, decision, async (client, account, proposal) => {
    const isMine = proposal.madeBy === viewer.accountId;
    if (!isMine && !(await mayDecide(client, viewer, proposal))) throw new NeedsSecondPerson();
    await settleProposal(client, proposal.id, 'refused', viewer.accountId);
    const { what, ...becomes } = proposal.proposed;
    await record(client, viewer, account, {
      what: 'refused',
      action: 'account.accessRefused',
      becomes,
      reason: decision.reason,
      detail: { what, becomes },
    });
    if (!isMine)
      await tellAsker(client, context, account, proposal, viewer, { key: 'refused', reason: decision.reason });
    return done;
  });
}

/** Who asked hears what came of it. */
export async function tellAsker(
  client: Client,
  context: AccountsContext,
  account: Pick<Account, 'loginId'>,
  { proposed, madeBy }: Pick<Proposal, 'proposed' | 'madeBy'>,
  by: { readonly loginId?: string },
  { key, reason }: { readonly key: 'confirmed' | 'refused' | 'objected' | 'expired'; readonly reason: string },
): Promise<void> {
  const asker = await findReader(client, madeBy);
  if (!asker) return;
  await tell(client, context, asker, 'proposalSettled', lang => {
    const t = context.texts.t[lang];
    return {
      account: account.loginId,
      becomes: proposedWords(context, proposed, lang),
      outcome: t(`proposals:outcome.${key}`, { by: by.loginId ?? '' }),
      reason,
    };
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
    await lockAccount(client, id);
    const account = await findProposedAccount(client, viewer, id);
    const proposal = await findProposal(client, account);
    if (proposal?.id !== wanted || !isOpenTo(actionOf[proposal.proposed.what], account)) return { kind: 'stale' };
    return work(client, account, proposal);
  });
}
