import { portalItself } from '../../review/open.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { record } from './account-command.ts';
import { tellAsker } from './decide-proposal.ts';
import type { AccountsContext } from '../context.ts';
import { findReader } from '../store-people.ts';
import { expireProposals } from '../store-proposals.ts';

/** Closes what nobody agreed to in time, and tells who asked. Returns how many there were. */
export function expireWaiting(context: AccountsContext): Promise<number> {
  return inTransaction(context.pool, async client => {
    const expired = await expireProposals(client);
    for (const { accountId, madeBy, proposed } of expired) {
      const account = await findReader(client, accountId);
      if (!account) continue;
      await record(client, portalItself, account, { what: 'expired', action: 'account.proposalExpired' });
      await tellAsker(client, context, account, { madeBy, proposed }, {}, { key: 'expired', reason: '' });
    }
    return expired.length;
  });
}
