import { randomBytes } from 'node:crypto';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { ChangedMeanwhile, Refused, refusalOf } from '../../forms/index.ts';
import type { Account } from '../accounts/account.ts';
import { record } from '../accounts/commands/account-command.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { tell } from '../accounts/letters.ts';
import { lockAccount } from '../accounts/store.ts';
import { emailProblem } from '../applications/mail-domains/mail-domains.ts';
import { domainsOf } from '../applications/store.ts';
import { hashOf, makeLink } from '../links/make-link.ts';
import { endLinks } from '../links/store.ts';
import type { Viewer } from '../viewer.ts';
import { mayCorrect } from './permissions.ts';
import {
  findOpenAddress,
  insertAddress,
  isAddressTaken,
  renewAddress,
  setAddress,
  setPerson,
  withdrawAddress,
} from './store.ts';

interface Order {
  readonly id: number;
  readonly version: number;
  readonly reason: string;
}

export interface Correction extends Order {
  /** Checked as in an application; null leaves what nobody ever stated. */
  readonly personName: string | null;
  readonly unit: string | null;
  /** Lower case. */
  readonly email: string | null;
}

const taken = { path: 'email', key: 'people:problem.emailTaken' } as const;

/**
 * Puts right name, unit and address of an officer. Name and unit hold at once. A new address holds once somebody who
 * reads it has said so; the old one is told at once, and may object. An account never activated gets its first link
 * sent to the right address, and the one that was sent opens nothing any more. Returns what was done.
 */
export function correct(context: AccountsContext, viewer: Viewer, order: Correction): Promise<'person' | 'address'> {
  return refusalOf({ accounts_email_once: taken }, () =>
    inTransaction(context.pool, client => correctWithin(client, viewer, context, order)),
  );
}

async function correctWithin(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  order: Correction,
): Promise<'person' | 'address'> {
  const account = await lockAsSeen(client, viewer, order);
  const isPerson = differs(account, order);
  const email = order.email === account.email ? null : order.email;
  if (!isPerson && email === null) throw new Refused({ path: 'personName', key: 'accounts:problem.nothingChanged' });
  if (isPerson) await changePerson(client, viewer, context, account, order);
  if (email === null) return 'person';
  await changeAddress(client, viewer, context, account, email, order.reason);
  return account.state === 'pending' ? 'person' : 'address';
}

function differs(account: Account, { personName, unit }: Correction): boolean {
  return personName !== account.personName || unit !== account.unit;
}

async function lockAsSeen(client: Client, viewer: Viewer, { id, version }: Order): Promise<Account> {
  const account = await lockAccount(client, viewer, id);
  if (account.version !== version) throw new ChangedMeanwhile('the account was changed meanwhile');
  if (!mayCorrect(viewer, account)) throw new Forbidden('may not correct this account');
  return account;
}

async function changePerson(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  account: Account,
  { personName, unit, reason }: Correction,
): Promise<void> {
  await setPerson(client, account.id, { personName, unit });
  const [was, becomes] = [
    { personName: account.personName, unit: account.unit },
    { personName, unit },
  ];
  await record(client, viewer, account, { what: 'person', action: 'account.personCorrected', was, becomes, reason });
  await tell(client, context, { ...account, personName }, 'personCorrected', () => ({
    was: [was.personName, was.unit].filter(Boolean).join(', ') || '–',
    becomes: [personName, unit].filter(Boolean).join(', '),
    reason,
  }));
}

async function changeAddress(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  account: Account,
  email: string,
  reason: string,
): Promise<void> {
  const problem = emailProblem(email, await domainsOf(client, account.officeId));
  if (problem) throw new Refused({ path: 'email', ...problem });
  if (await isAddressTaken(client, account.id, email)) throw new Refused(taken);
  await withdrawAddress(client, account.id);
  const facts = { was: { email: account.email }, becomes: { email }, reason };
  if (account.state === 'pending') {
    // Nobody has signed in: the first link is the confirmation, and the wrong address learns nothing more.
    await setAddress(client, account.id, email);
    await endLinks(client, account.id);
    await record(client, viewer, account, { what: 'address', action: 'account.addressCorrected', ...facts });
    await makeLink(client, context.outbox, { account: account.id, purpose: 'activation', madeBy: viewer.accountId });
    return;
  }
  const [confirm, object] = [newToken(), newToken()];
  const until = await insertAddress(client, {
    accountId: account.id,
    was: account.email,
    becomes: email,
    confirm: hashOf(confirm),
    object: hashOf(object),
    madeBy: viewer.accountId,
  });
  await record(client, viewer, account, { what: 'address_asked', action: 'account.addressAsked', ...facts });
  await tellNew(client, context, account, { email, until, token: confirm });
  await tell(
    client,
    context,
    account,
    'addressTold',
    () => ({ becomes: email, by: viewer.loginId, reason }),
    `/access/addresses/${object}`,
  );
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

async function tellNew(
  client: Client,
  context: AccountsContext,
  account: Account,
  { email, until, token }: { email: string; until: Date; token: string },
): Promise<void> {
  const day = until.toISOString().slice(0, 16).replace('T', ' ');
  await tell(
    client,
    context,
    { ...account, email },
    'addressConfirm',
    () => ({ until: day }),
    `/access/addresses/${token}`,
  );
}

/** Sends the link to the new address again, or gives the new address up. */
export async function settleByManager(
  context: AccountsContext,
  viewer: Viewer,
  order: Order & { readonly act: 'resend' | 'withdraw' },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const account = await lockAsSeen(client, viewer, order);
    const open = await findOpenAddress(client, account);
    if (!open) throw new ChangedMeanwhile('no address waits any more');
    const { reason } = order;
    const facts = { was: { email: account.email }, becomes: { email: open.becomes }, reason };
    if (order.act === 'withdraw') {
      await withdrawAddress(client, account.id);
      await record(client, viewer, account, { what: 'address_refused', action: 'account.addressWithdrawn', ...facts });
      await tell(client, context, account, 'addressWithdrawn', () => ({ becomes: open.becomes, reason }));
      return;
    }
    const token = newToken();
    const until = await renewAddress(client, open.id, hashOf(token));
    await record(client, viewer, account, { what: 'address_asked', action: 'account.addressAsked', ...facts });
    await tellNew(client, context, account, { email: open.becomes, until, token });
  });
}
