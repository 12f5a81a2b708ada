import type { Origin } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { TooMany } from '../../errors.ts';
import type { SignInLimits } from './sign-in-throttle.ts';
import { checkPassword } from '../passwords/password.ts';
import { findSignInAccount, officeOfLogin, setPasswordHash } from '../store.ts';
import type { SignInAccount } from '../store.ts';
import { noteFailedTry } from './store-sessions.ts';

interface Try {
  readonly loginId: string;
  readonly password: string;
  readonly origin: Origin;
}

/**
 * One try to prove a password at sign-in. Returns the account, or undefined for every kind of wrong (unknown, wrong,
 * locked): the page says the same words for all. A try that fails leaves an audit row; the session, once opened, leaves
 * its own.
 */
export async function signIn(pool: Pool, limits: SignInLimits, attempt: Try): Promise<SignInAccount | undefined> {
  // Whatever cannot be a login becomes one that nobody has: no odd character reaches the database or the trail.
  const loginId = attempt.loginId
    .trim()
    .toLowerCase()
    .slice(0, 64)
    .replace(/[^a-z0-9._-]/g, '?');
  const { origin } = attempt;
  const actor = { loginId, origin };
  try {
    await limits.take(loginId, origin.address);
  } catch (refusal) {
    if (!(refusal instanceof TooMany)) throw refusal;
    return void (await noteFailedTry(
      pool,
      { ...actor, ...officeIn(await officeOfLogin(pool, loginId)) },
      { action: 'session.refused', detail: { why: 'locked', seconds: refusal.retryAfter } },
    ));
  }
  const account = await findSignInAccount(pool, loginId);
  const { fits, rehash } = await checkPassword(attempt.password, account?.passwordHash);
  if (!account || !fits) {
    return void (await noteFailedTry(
      pool,
      { ...actor, ...officeIn(await officeOfLogin(pool, loginId)) },
      { action: 'session.refused', detail: { why: 'wrong' } },
    ));
  }
  await limits.forget(loginId, origin.address);
  if (rehash !== undefined) await setPasswordHash(pool, account.id, rehash);
  return account;
}

function officeIn(id: number | undefined): { office?: { id: number } } {
  return id === undefined ? {} : { office: { id } };
}
