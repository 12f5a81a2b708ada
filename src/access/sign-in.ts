import { note } from '../audit/index.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Pool } from '../db/pool.ts';
import { TooMany } from '../errors.ts';
import type { SignInLimits } from './limits.ts';
import { checkPassword } from './password.ts';
import { findSignInAccount, noteSignIn, officeOfLogin } from './store.ts';
import type { SignInAccount } from './store.ts';

export interface Try {
  readonly loginId: string;
  readonly password: string;
  readonly address: string;
  readonly requestId: string;
}

/**
 * One try to sign in. Answers the account, or undefined for every kind of wrong (unknown, wrong, locked):
 * the page says the same words for all. Each try leaves an audit row.
 */
export async function signIn(pool: Pool, limits: SignInLimits, attempt: Try): Promise<SignInAccount | undefined> {
  // Whatever cannot be a login becomes one that nobody has: no odd character reaches the database or the trail.
  const loginId = attempt.loginId.trim().toLowerCase().slice(0, 64).replace(/[^a-z0-9._-]/g, '?');
  const actor = { loginId, address: attempt.address, requestId: attempt.requestId };
  try {
    await limits.take(loginId, attempt.address);
  } catch (refusal) {
    if (!(refusal instanceof TooMany)) throw refusal;
    await note(pool, { ...actor, ...officeIn(await officeOfLogin(pool, loginId)) }, { action: 'session.refused', outcome: 'refused', detail: { why: 'locked', seconds: refusal.retryAfter } });
    return undefined;
  }
  const account = await findSignInAccount(pool, loginId);
  const { fits, rehash } = await checkPassword(attempt.password, account?.passwordHash);
  if (!account || !fits) {
    await note(pool, { ...actor, ...officeIn(await officeOfLogin(pool, loginId)) }, { action: 'session.refused', outcome: 'refused', detail: { why: 'wrong' } });
    return undefined;
  }
  await limits.forget(loginId, attempt.address);
  await inTransaction(pool, async (client) => {
    await noteSignIn(client, account.id, rehash);
    await note(client, { ...actor, ...officeIn(account.officeId), accountId: account.id }, { action: 'session.opened' });
  });
  return account;
}

function officeIn(id: number | undefined): { office?: { id: number } } {
  return id === undefined ? {} : { office: { id } };
}
