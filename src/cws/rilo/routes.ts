import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CwsRoom } from '../room.ts';
import { riloPages } from './pages.ts';

export function riloRoutes(room: CwsRoom): Route<Right>[] {
  const pages = riloPages(room);
  return [
    { method: 'get', path: '/cws/rilo', access: 'member', handler: pages.index },
    { method: 'get', path: '/cws/rilo/:code', access: 'member', handler: pages.show },
  ];
}
