import type { Origin } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { TooMany } from '../../errors.ts';
import type { SignInLimits } from './sign-in-throttle.ts';
import { checkPassword } from '../passwords/password.ts';
import { findSignInAccount, officeOfLogin, setPasswordHash, type SignInAccount } from '../store.ts';
import { noteFailedTry } from './store-sessions.ts';

interface Try {
  readonly loginId: string;
  readonly password: string;
  readonly origin: Origin;
  /** Who tries, where that is known before the password: see SignInLimits. */
  readonly known?: string | undefined;
}

/**
 * One try to prove a password at sign-in. Returns the account, or undefined for every kind of wrong (unknown, wrong):
 * the page says the same words for all. Throws TooMany when the limits refuse, which an unknown login meets like any. A
 * try that fails leaves an audit row; the session, once opened, leaves its own.
 */
export async function signIn(pool: Pool, limits: SignInLimits, attempt: Try): Promise<SignInAccount | undefined> {
  const loginId = readLogin(attempt.loginId);
  const { origin, known } = attempt;
  const actor = { loginId, origin };
  try {
    await limits.take(loginId, origin.address, known);
  } catch (refusal) {
    if (!(refusal instanceof TooMany)) throw refusal;
    await noteFailedTry(
      pool,
      { ...actor, ...officeIn(await officeOfLogin(pool, loginId)) },
      { action: 'session.refused', detail: { why: 'locked', seconds: refusal.retryAfter } },
    );
    throw refusal;
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
  await limits.forget(loginId, origin.address, known);
  if (rehash !== undefined) await setPasswordHash(pool, account.id, rehash);
  return account;
}

/** Whatever cannot be a login becomes one that nobody has: no odd character reaches the database or the trail. */
export function readLogin(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .slice(0, 64)
    .replace(/[^a-z0-9._-]/g, '?');
}

function officeIn(id: number | undefined): { office?: { id: number } } {
  return id === undefined ? {} : { office: { id } };
}
