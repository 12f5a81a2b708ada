import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import { searchPages } from './pages.ts';

/** Search of the whole website, and of the reference system alone. */
export function searchRoutes(context: CwsContext): Route<Right>[] {
  const pages = searchPages(context);
  return [
    { method: 'get', path: '/cws/search', access: 'member', handler: pages.all },
    { method: 'get', path: '/cws/reference/search', access: 'member', handler: pages.reference },
  ];
}
