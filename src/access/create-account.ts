import { note } from '../audit/index.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Pool } from '../db/pool.ts';
import { Conflict } from '../errors.ts';
import { hashPassword } from './passwords/password.ts';
import { officeOfLogin, saveAccount, type NewAccount } from './store.ts';

/** Creates an account from the command line, with its audit row in the same transaction. */
export async function createAccount(
  pool: Pool,
  account: Omit<NewAccount, 'passwordHash'>,
  password: string,
): Promise<number> {
  const passwordHash = await hashPassword(password);
  return inTransaction(pool, async client => {
    if ((await officeOfLogin(client, account.loginId)) !== undefined)
      throw new Conflict(`there is an account ${account.loginId} already`);
    const id = await saveAccount(client, { ...account, passwordHash });
    await note(
      client,
      { loginId: 'command-line' },
      { action: 'account.created', subject: account.loginId, detail: { level: account.level, duties: account.duties } },
    );
    return id;
  });
}
