import type { Route } from '../../web/route.ts';
import type { AccountsContext } from '../accounts/context.ts';
import type { Right } from '../rights.ts';
import { movePages } from './pages.ts';

/** Routes of moves between offices. Who asks and who decides is asked in every operation. */
export function moveRoutes(context: AccountsContext): Route<Right>[] {
  const pages = movePages(context);
  const access = 'accounts:manage';
  return [
    { method: 'get', path: '/access/accounts/:id/move', access, handler: pages.ask },
    { method: 'post', path: '/access/accounts/:id/move', access, handler: pages.send },
    { method: 'get', path: '/access/moves', access, handler: pages.list },
    { method: 'get', path: '/access/moves/:id', access, handler: pages.show },
    { method: 'post', path: '/access/moves/:id', access, stepUp: true, handler: pages.decide },
  ];
}
