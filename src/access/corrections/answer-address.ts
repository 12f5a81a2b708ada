import type { Actor, Origin } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { record } from '../accounts/commands/account-command.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { tell } from '../accounts/letters.ts';
import { findReader, listAdministrators, listManagers, type Reader } from '../accounts/store-people.ts';
import { setSuspension } from '../accounts/store.ts';
import { hashOf } from '../links/make-link.ts';
import { endLinks, lockOpenAccount, type LinkAccount } from '../links/store.ts';
import { endSessions } from '../session/store-sessions.ts';
import { findAddressLink, isAddressTaken, setAddress, settleAddress, type AddressLink } from './store.ts';

/**
 * Uses the link of one of the two letters: the new address says that it is the officer's, or the old one objects.
 * Returns which it was; undefined when the link is not good (any more), with nothing changed.
 */
export function answerAddress(
  context: AccountsContext,
  token: string,
  origin: Origin,
): Promise<AddressLink['kind'] | undefined> {
  return inTransaction(context.pool, async client => {
    const seen = await findAddressLink(client, hashOf(token));
    const account = seen && (await lockOpenAccount(client, seen.accountId));
    // Asked again behind the lock: of two at once one is answered.
    const link = account && (await findAddressLink(client, hashOf(token)));
    if (!account || !link) return undefined;
    const actor = { origin, accountId: account.id, loginId: account.loginId, office: { id: account.officeId } };
    if (link.kind === 'object') await object(client, actor, context, account, link);
    else if (!(await confirm(client, actor, context, account, link))) return undefined;
    return link.kind;
  });
}

async function confirm(
  client: Client,
  actor: Actor,
  context: AccountsContext,
  account: LinkAccount,
  { id, was, becomes }: AddressLink,
): Promise<boolean> {
  if (await isAddressTaken(client, account.id, becomes)) return false;
  await setAddress(client, account.id, becomes);
  await settleAddress(client, id, 'confirmed');
  // A link that lies in the old mailbox opens nothing any more.
  await endLinks(client, account.id);
  const facts = { was: { email: was }, becomes: { email: becomes } };
  await record(client, actor, account, { what: 'address', action: 'account.addressConfirmed', ...facts });
  await tell(client, context, account, 'addressChanged', () => ({ becomes }));
  return true;
}

/**
 * The old address stays or comes back. Where the new one was in use already, the account is closed until somebody who
 * looks after it has spoken with the officer: whoever reads the new address may have set a password.
 */
async function object(
  client: Client,
  actor: Actor,
  context: AccountsContext,
  account: LinkAccount,
  { id, state, was, becomes, madeBy }: AddressLink,
): Promise<void> {
  await settleAddress(client, id, 'objected');
  if (state === 'confirmed') {
    const back = was !== null && account.email === becomes && !(await isAddressTaken(client, account.id, was));
    if (back) await setAddress(client, account.id, was);
    await setSuspension(client, account.id, { until: null, reason: objectionReason });
    await endSessions(client, account.id);
    await endLinks(client, account.id);
  }
  await record(client, actor, account, {
    what: 'address_refused',
    action: 'account.addressObjected',
    was: { email: becomes },
    becomes: { email: was },
    reason: objectionReason,
  });
  const asker = await findReader(client, madeBy);
  const readers = new Map<number, Reader>();
  for (const one of [
    ...(asker ? [asker] : []),
    ...(await listManagers(client, account.officeId)),
    ...(await listAdministrators(client)),
  ])
    if (one.id !== account.id) readers.set(one.id, one);
  for (const reader of readers.values())
    await tell(
      client,
      context,
      reader,
      state === 'confirmed' ? 'addressObjectedLate' : 'addressObjected',
      () => ({ account: account.loginId, becomes }),
      `/access/accounts/${account.id}`,
    );
}

/** Words the portal itself writes; the pages show them in the viewer's language. */
const objectionReason = 'the old address objected';
