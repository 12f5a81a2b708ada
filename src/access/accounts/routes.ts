import type { Route } from '../../web/route.ts';
import type { Right } from '../rights.ts';
import { accountPages } from './pages/pages-account.ts';
import { actPages } from './pages/pages-commands.ts';
import { listPages } from './pages/pages-list.ts';
import { proposalPages } from './pages/pages-proposals.ts';
import { actions } from './permissions.ts';
import { paths } from './pages/presenter-form.ts';
import type { AccountsContext } from './context.ts';

/** Routes on accounts. Which accounts a viewer may act on is asked in every operation, not here. */
export function accountRoutes(context: AccountsContext): Route<Right>[] {
  const access = 'accounts:manage';
  const [list, account, pages, proposals] = [
    listPages(context),
    accountPages(context),
    actPages(context),
    proposalPages(context),
  ];
  const base = '/access/accounts/:id';
  return [
    { method: 'get', path: '/access/accounts', access, handler: list.index },
    { method: 'get', path: base, access, handler: account.show },
    ...actions.flatMap((action): Route<Right>[] => [
      { method: 'get', path: `${base}/${paths[action]}`, access, handler: pages(action).ask },
      {
        method: 'post',
        path: `${base}/${paths[action]}`,
        access,
        ...(isSteppedUp(action) ? { stepUp: true } : {}),
        handler: pages(action).act,
      },
    ]),
    { method: 'get', path: '/access/proposals', access: 'proposal:decide', handler: proposals.list },
    ...(['confirmation', 'refusal'] as const).flatMap((verb): Route<Right>[] => {
      const path = `${base}/proposals/:proposal/${verb}`;
      const { ask, act } = proposals.decide(verb);
      return [
        { method: 'get', path, access: 'proposal:decide', handler: ask },
        {
          method: 'post',
          path,
          access: 'proposal:decide',
          ...(verb === 'confirmation' ? { stepUp: true } : {}),
          handler: act,
        },
      ];
    }),
  ];
}

/** The act `access` may give a level and duties; `factorReset` takes a wall away. */
function isSteppedUp(action: (typeof actions)[number]): boolean {
  return action === 'access' || action === 'factorReset';
}
