import type { Client } from '../../db/pool.ts';
import type { Outbox } from '../../mail/index.ts';
import { tell } from '../accounts/letters.ts';
import { findReader } from '../accounts/store-people.ts';

/** What changed in how an account is proved; each has its letter. */
type ProofChange = 'passwordChanged' | 'factorAdded' | 'factorRemoved' | 'recoveryCodesMade';

/**
 * Tells the owner by letter, in the transaction of the change: if somebody else did it, the owner hears of it. Cannot
 * be switched off.
 */
export async function tellOwner(client: Client, outbox: Outbox, accountId: number, change: ProofChange): Promise<void> {
  const owner = await findReader(client, accountId);
  const at = new Date().toISOString().slice(0, 16).replace('T', ' ');
  if (owner) await tell(client, { outbox }, owner, change, () => ({ at }), '/account');
}
