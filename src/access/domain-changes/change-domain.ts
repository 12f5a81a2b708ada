import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { Refused } from '../../forms/index.ts';
import { isAddress } from '../../mail/index.ts';
import type { Office } from '../../reference/index.ts';
import { record } from '../accounts/commands/account-command.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { tell } from '../accounts/letters.ts';
import { listAdministrators } from '../accounts/store-people.ts';
import { domainProblem } from '../applications/mail-domains/mail-domains.ts';
import { endDomain, insertDomain } from '../applications/mail-domains/store-domains.ts';
import { setAddress, withdrawAddress } from '../corrections/store.ts';
import { endLinks } from '../links/store.ts';
import type { Viewer } from '../viewer.ts';
import {
  insertDomainChange,
  insertFollower,
  listFollowers,
  listOwnDomains,
  listToUndo,
  lockOfficeAccounts,
  undoDomainChange,
  type Follower,
} from './store.ts';

export interface DomainOrder {
  readonly office: Office;
  readonly was: string;
  readonly becomes: string;
  readonly reason: string;
  /** How many were shown to follow: another number is told, not done. */
  readonly seen: number;
}

/** Whether an address can follow: nobody has it, and it is one. */
export function canFollow({ clash, becomes }: Pick<Follower, 'clash' | 'becomes'>): boolean {
  return clash === null && isAddress(becomes);
}

/** What is wrong with a new domain of an office, if anything. */
export function changeProblem(was: string, becomes: string) {
  if (becomes !== '' && becomes === was) return { key: 'accounts:problem.nothingChanged' };
  return domainProblem(becomes);
}

/**
 * An administration changes its mail domain: the new one is official, the old one no more, and every address follows at
 * once. The administration vouches for it; each officer is told at both addresses, and those whose address cannot
 * follow keep theirs. Returns the number of the change.
 */
export function changeDomain(context: AccountsContext, viewer: Viewer, order: DomainOrder): Promise<number> {
  return inTransaction(context.pool, async client => {
    const { office, was, becomes, reason } = order;
    const problem = changeProblem(was, becomes);
    if (problem) throw new Refused({ path: 'becomes', ...problem });
    await lockOfficeAccounts(client, office.id);
    const old = (await listOwnDomains(client, office.id)).find(({ domain }) => domain === was);
    if (!old) throw new Refused({ path: 'was', key: 'people:problem.noDomain' });
    const followers = (await listFollowers(client, office.id, { was, becomes })).filter(canFollow);
    if (followers.length !== order.seen) throw new Refused({ path: 'reason', key: 'people:problem.followersChanged' });
    await endDomain(client, old.id, viewer.accountId);
    await insertDomain(client, { officeId: office.id, domain: becomes, addedBy: viewer.accountId });
    const id = await insertDomainChange(client, {
      officeId: office.id,
      was,
      becomes,
      reason,
      madeBy: viewer.accountId,
    });
    for (const one of followers) {
      await insertFollower(client, id, one);
      await follow(client, viewer, context, one, reason);
    }
    const detail = { was, becomes, accounts: followers.length, reason };
    await note(client, viewer, { action: 'domain.changed', subject: office.code, detail });
    for (const other of await listAdministrators(client))
      if (other.id !== viewer.accountId)
        await tell(client, context, other, 'domainChanged', lang => ({
          by: viewer.loginId,
          office: context.offices.name(office.code, lang),
          was,
          becomes,
          count: followers.length,
        }));
    return id;
  });
}

/** Takes a change back: those who still have the address it gave them get the one of before. Returns how many. */
export function undoDomain(context: AccountsContext, viewer: Viewer, id: number, reason: string): Promise<number> {
  return inTransaction(context.pool, async client => {
    const change = await undoDomainChange(client, id, viewer.accountId);
    if (!change) throw new NotFound('no such change, or it is taken back already');
    const own = await listOwnDomains(client, change.officeId);
    const now = own.find(({ domain }) => domain === change.becomes);
    if (now) await endDomain(client, now.id, viewer.accountId);
    await insertDomain(client, { officeId: change.officeId, domain: change.was, addedBy: viewer.accountId });
    const back = await listToUndo(client, id);
    for (const one of back) await follow(client, viewer, context, one, reason);
    await note(client, viewer, {
      action: 'domain.changeUndone',
      subject: context.offices.byId(change.officeId)?.code ?? '',
      detail: { was: change.becomes, becomes: change.was, accounts: back.length, reason },
    });
    return back.length;
  });
}

/** One address follows; open links to the old one open nothing any more, and both are told. */
async function follow(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  one: Follower,
  reason: string,
): Promise<void> {
  await withdrawAddress(client, one.id);
  await setAddress(client, one.id, one.becomes);
  await endLinks(client, one.id, 'reset');
  const facts = { was: { email: one.email }, becomes: { email: one.becomes }, reason };
  await record(client, viewer, one, { what: 'address', action: 'account.addressFollowed', ...facts });
  for (const email of [one.email, one.becomes])
    await tell(client, context, { ...one, email }, 'addressFollowed', () => ({
      was: one.email,
      becomes: one.becomes,
      reason,
    }));
}
