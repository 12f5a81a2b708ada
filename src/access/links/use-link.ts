import { note, type Origin } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Pool } from '../../db/pool.ts';
import { hashPassword } from '../passwords/password.ts';
import { forgetDevices } from '../session/store-devices.ts';
import { endSessions } from '../session/store-sessions.ts';
import { hashOf } from './make-link.ts';
import { endLink, endLinks, findLink, lockOpenAccount, setPassword } from './store.ts';

/**
 * Uses a link up and sets the password, in one transaction; every session and every other open link of the account
 * ends. The password must have passed the rules. Returns false when the link is not good (any more), with nothing
 * changed.
 */
export async function useLink(pool: Pool, token: string, password: string, origin: Origin): Promise<boolean> {
  const [hash, passwordHash] = [hashOf(token), await hashPassword(password)];
  return inTransaction(pool, async client => {
    // The account first, as makeLink does: the other way round two of them would wait for each other.
    const found = await findLink(client, hash);
    const account = found && (await lockOpenAccount(client, found.id));
    const used = account && (await endLink(client, hash));
    if (!used) return false;
    await setPassword(client, account.id, passwordHash);
    await endLinks(client, account.id);
    await endSessions(client, account.id);
    await forgetDevices(client, account.id);
    await note(
      client,
      { origin, accountId: account.id, loginId: account.loginId, office: { id: account.officeId } },
      {
        action: used.purpose === 'activation' ? 'account.activated' : 'account.passwordReset',
        subject: account.loginId,
      },
    );
    return true;
  });
}
