import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CwsRoom } from '../room.ts';
import { frontPages } from './pages.ts';

export function frontRoutes(room: CwsRoom): Route<Right>[] {
  const pages = frontPages(room);
  return [{ method: 'get', path: '/cws', access: 'member', handler: pages.show }];
}
