import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import { riloPages } from './pages.ts';

export function riloRoutes(context: CwsContext): Route<Right>[] {
  const pages = riloPages(context);
  return [
    { method: 'get', path: '/cws/rilo', access: 'member', handler: pages.index },
    { method: 'get', path: '/cws/rilo/:code', access: 'member', handler: pages.show },
  ];
}
