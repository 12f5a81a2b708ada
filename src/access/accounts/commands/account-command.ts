import { note, type Actor, type Deed } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { Client } from '../../../db/pool.ts';
import { Forbidden, type FieldProblem } from '../../../errors.ts';
import type { Viewer } from '../../viewer.ts';
import type { Account } from '../account.ts';
import { can, isOpenTo, type Action } from '../permissions.ts';
import type { AccountsContext } from '../context.ts';
import { insertChange, type NewChange } from '../store-history.ts';
import { hasOtherAdministrator, lockAccount, takeAdministratorsTurn } from '../store.ts';

/** What every act on an account comes with: which one, as of which version the person saw it, and why. */
export interface Order {
  readonly id: number;
  readonly version: number;
  readonly reason: string;
}

/** `done`; or the problems of the form; or `stale`: somebody changed the account since the form was opened. */
export type Outcome =
  | { readonly kind: 'done'; readonly note?: string }
  | { readonly kind: 'problems'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'stale' };

export const done: Outcome = { kind: 'done' };

export function problemsAre(...problems: readonly FieldProblem[]): Outcome {
  return { kind: 'problems', problems };
}

/** Acts that may take the last administrator away wait for each other. */
const lessening: readonly Action[] = ['access', 'endDate', 'suspension', 'ending'];

/**
 * Opens the transaction of one act: locks the account, and checks who asks, what state it is in, and that it is still
 * as it was seen, before `work` changes it. Throws NotVisible for an account of another office, Forbidden where it is
 * not the viewer's to do.
 */
export function onAccount(
  context: AccountsContext,
  viewer: Viewer,
  { id, version }: Pick<Order, 'id' | 'version'>,
  action: Action,
  work: (client: Client, account: Account) => Promise<Outcome>,
): Promise<Outcome> {
  return inTransaction(context.pool, async client => {
    if (lessening.includes(action)) await takeAdministratorsTurn(client);
    const account = await lockAccount(client, viewer, id);
    // An account that ended or was resumed meanwhile is "changed", not "forbidden".
    if (account.version !== version) return { kind: 'stale' };
    if (!can(viewer, action, account))
      throw new Forbidden(
        isOpenTo(action, account)
          ? `may not do ${action}`
          : `${action} is not open for an account that is ${account.state}`,
      );
    return work(client, account);
  });
}

/**
 * The problem when this act would leave the portal without an administrator who can sign in; `until` a plain date for
 * an end to come.
 */
export async function lastAdministratorProblem(
  client: Client,
  account: Account,
  path: string,
  until?: string,
): Promise<FieldProblem | undefined> {
  if (account.level !== 'unlimited' || !account.duties.includes('administrator')) return undefined;
  return (await hasOtherAdministrator(client, account.id, until))
    ? undefined
    : { path, key: 'accounts:problem.lastAdministrator' };
}

interface Recorded extends Omit<NewChange, 'accountId' | 'madeBy'> {
  readonly action: Deed['action'];
  /** What the trail keeps of it beside the reason. */
  readonly detail?: Deed['detail'];
}

/** Writes one step into the history of an account and into the trail. */
export async function record(
  client: Client,
  actor: Actor,
  account: Pick<Account, 'id' | 'loginId'>,
  { action, detail, ...change }: Recorded,
): Promise<void> {
  await insertChange(client, { ...change, accountId: account.id, madeBy: actor.accountId ?? null });
  await note(client, actor, { action, subject: account.loginId, detail: { ...detail, reason: change.reason } });
}
