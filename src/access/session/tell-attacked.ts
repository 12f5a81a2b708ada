import { inTransaction } from '../../db/transaction.ts';
import { tell } from '../accounts/letters.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { claimAttacked } from './store-attacked.ts';

/**
 * Tells the owners of logins that wrong passwords hold locked at this moment, once in a day, by whichever process comes
 * first. Not in the request of a try, whose answer and time are those of an unknown login. Returns how many were told.
 */
export async function tellAttacked(context: Pick<AccountsContext, 'pool' | 'outbox'>): Promise<number> {
  return inTransaction(context.pool, async client => {
    const owners = await claimAttacked(client);
    for (const owner of owners)
      await tell(client, context, owner, 'loginAttacked', () => ({ failed: owner.failed, at: owner.at }), '/account');
    return owners.length;
  });
}
