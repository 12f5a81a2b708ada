import type { Client } from '../../../db/pool.ts';
import type { Viewer } from '../../viewer.ts';
import type { Access, Account } from '../account.ts';
import { problemsAre, record } from './account-command.ts';
import type { Outcome } from './account-command.ts';
import { accessWords, tell } from '../letters.ts';
import type { AccountsContext } from '../context.ts';
import { listAdministrators } from '../store-people.ts';
import { findProposal, insertProposal } from '../store-proposals.ts';

/** Writes down what a second administrator must confirm, and tells the others that it waits. */
export async function proposeAccess(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  account: Account,
  { level, duties, reason }: Access & { readonly reason: string },
): Promise<Outcome> {
  if (await findProposal(client, account))
    return problemsAre({ path: 'level', key: 'accounts:problem.proposedAlready' });
  const becomes = { level, duties };
  await insertProposal(client, { ...becomes, accountId: account.id, reason, madeBy: viewer.accountId });
  await record(client, viewer, account, {
    what: 'proposed',
    action: 'account.accessProposed',
    was: { level: account.level, duties: account.duties },
    becomes,
    reason,
    detail: { becomes },
  });
  for (const other of await listAdministrators(client)) {
    if (other.id === viewer.accountId || other.id === account.id) continue;
    await tell(
      client,
      context,
      other,
      'accessProposed',
      lang => ({ account: account.loginId, by: viewer.loginId, becomes: accessWords(context, becomes, lang), reason }),
      `/access/accounts/${account.id}`,
    );
  }
  return { kind: 'done', note: 'proposed' };
}
