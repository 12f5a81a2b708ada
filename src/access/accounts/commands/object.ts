import { inTransaction } from '../../../db/transaction.ts';
import { NotFound } from '../../../errors.ts';
import type { Viewer } from '../../viewer.ts';
import { lockAccount } from '../../store.ts';
import { record } from './account-command.ts';
import { tellAsker } from './decide-proposal.ts';
import type { AccountsContext } from '../context.ts';
import { findProposal, settleProposal } from '../store-proposals.ts';

/** The officer's own word against the removal of second factors he did not ask for. Throws NotFound without one. */
export function objectToFactorReset(context: AccountsContext, viewer: Viewer): Promise<void> {
  return inTransaction(context.pool, async client => {
    await lockAccount(client, viewer.accountId);
    const proposal = await findProposal(client, { id: viewer.accountId });
    if (proposal?.proposed.what !== 'factor_reset') throw new NotFound('nothing to object to');
    await settleProposal(client, proposal.id, 'objected', viewer.accountId);
    const account = { id: viewer.accountId, loginId: viewer.loginId };
    await record(client, viewer, account, { what: 'objected', action: 'account.factorResetObjected' });
    await tellAsker(client, context, account, proposal, viewer, { key: 'objected', reason: '' });
  });
}
