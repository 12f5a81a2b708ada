import { note } from '../../audit/index.ts';
import { DomainError } from '../../errors.ts';
import type { Account } from '../accounts/account.ts';
import { changeEnd } from '../accounts/commands/change-end.ts';
import { end } from '../accounts/commands/end.ts';
import { reset } from '../accounts/commands/reset.ts';
import type { AccountsContext } from '../accounts/context.ts';
import type { Viewer } from '../viewer.ts';
import { planFor, type Result, type Wish } from './selection.ts';
import { claimSelection, listChosen, setResults } from './store.ts';

interface Order extends Wish {
  readonly formId: string;
  readonly accounts: readonly { readonly id: number; readonly version: number }[];
  readonly reason: string;
}

/**
 * Does one act to many accounts, each as it was seen, with its own history, trail and letter. What cannot be done any
 * more is passed over and said. A form sent twice does its work once.
 */
export async function doSelection(context: AccountsContext, viewer: Viewer, order: Order): Promise<void> {
  const { act, formId: id, reason } = order;
  if (!(await claimSelection(context.pool, viewer, { id, act, endsOn: order.endsOn || null, reason }))) return;
  const seen = new Map(order.accounts.map(one => [one.id, one.version]));
  const accounts = await listChosen(context.pool, viewer, [...seen.keys()]);
  const results: { id: number; loginId: string; outcome: Result }[] = [];
  for (const account of accounts) {
    const version = seen.get(account.id) ?? 0;
    const outcome = await doOne(context, viewer, { account, version, order });
    results.push({ id: account.id, loginId: account.loginId, outcome });
  }
  await setResults(context.pool, id, results);
  const done = results.filter(({ outcome }) => outcome === 'done').length;
  await note(context.pool, viewer, {
    action: 'account.selectionDone',
    subject: id,
    detail: { act, accounts: results.length, done, reason },
  });
}

interface One {
  readonly account: Account;
  readonly version: number;
  readonly order: Order;
}

async function doOne(context: AccountsContext, viewer: Viewer, { account, version, order }: One): Promise<Result> {
  if (account.version !== version) return 'stale';
  const plan = planFor(viewer, account, order);
  if (plan !== 'done') return plan;
  const { reason, act, endsOn } = order;
  const what = { id: account.id, version, reason };
  try {
    const outcome = await (act === 'extend'
      ? changeEnd(context, viewer, { ...what, endsOn })
      : act === 'end'
        ? end(context, viewer, what)
        : reset(context, viewer, what));
    if (outcome.kind === 'done') return outcome.note === undefined ? 'done' : 'proposed';
    return outcome.kind === 'stale' ? 'stale' : 'refused';
  } catch (error) {
    // Somebody else was faster with this one: the others are done all the same.
    if (error instanceof DomainError) return 'stale';
    throw error;
  }
}
