import { note } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { TooMany } from '../../errors.ts';
import type { Proving } from '../factors/prove.ts';
import type { SignInLimits } from '../session/sign-in-throttle.ts';
import { checkPassword } from './password.ts';
import { findSignInAccount } from '../store.ts';
import { noteFailedTry } from '../session/store-sessions.ts';
import type { Viewer } from '../viewer.ts';

/** Proves the password of somebody who is signed in; a wrong one counts as a failed try of the login, as at sign-in. */
export async function provePasswordAgain(
  pool: Pool,
  viewer: Viewer,
  limits: SignInLimits,
  password: string,
): Promise<Proving> {
  const address = viewer.origin?.address ?? 'unknown';
  // Strangers who guess at the login do not keep its owner, who is in, from confirming what he does.
  const known = `session:${viewer.accountId}`;
  try {
    await limits.take(viewer.loginId, address, known);
  } catch (refusal) {
    if (!(refusal instanceof TooMany)) throw refusal;
    await refuse(pool, viewer, 'locked');
    return { ok: false, why: 'locked', seconds: refusal.retryAfter };
  }
  const account = await findSignInAccount(pool, viewer.loginId);
  const { fits } = await checkPassword(password, account?.passwordHash);
  if (!fits) {
    await refuse(pool, viewer, 'wrong');
    return { ok: false, why: 'wrong' };
  }
  await limits.forget(viewer.loginId, address, known);
  await note(pool, viewer, { action: 'factor.proved', detail: { by: 'password' } });
  return { ok: true };
}

function refuse(pool: Pool, viewer: Viewer, why: string): Promise<void> {
  return noteFailedTry(pool, viewer, { action: 'factor.refused', detail: { by: 'password', why } });
}
