import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CwsRoom } from '../room.ts';
import { searchPages } from './pages.ts';

/** Search of the whole website, and of the reference system alone. */
export function searchRoutes(room: CwsRoom): Route<Right>[] {
  const pages = searchPages(room);
  return [
    { method: 'get', path: '/cws/search', access: 'member', handler: pages.all },
    { method: 'get', path: '/cws/reference/search', access: 'member', handler: pages.reference },
  ];
}
