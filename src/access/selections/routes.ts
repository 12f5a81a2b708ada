import type { Route } from '../../web/route.ts';
import type { AccountsContext } from '../accounts/context.ts';
import type { Right } from '../rights.ts';
import { filePage, selectionPages } from './pages.ts';

/** Before those of one account, whose number could be anything. */
export function selectionRoutes(context: AccountsContext): Route<Right>[] {
  const pages = selectionPages(context);
  const access = 'accounts:manage';
  const base = '/access/accounts';
  return [
    { method: 'get', path: `${base}/file.csv`, access, answers: 'data', counts: 'export', handler: filePage(context) },
    { method: 'get', path: `${base}/selection`, access, handler: pages.choose },
    { method: 'post', path: `${base}/selection`, access, handler: pages.plan },
    { method: 'post', path: `${base}/selections`, access, stepUp: true, handler: pages.send },
    { method: 'get', path: `${base}/selections/:id`, access, handler: pages.show },
  ];
}
