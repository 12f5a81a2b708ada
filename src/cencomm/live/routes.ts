import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommRoom } from '../room.ts';
import { livePages } from './pages.ts';

/** What open pages are told without reloading. */
export function liveRoutes(room: CencommRoom): Route<Right>[] {
  const { stream, presence } = livePages(room);
  return [
    { method: 'get', path: '/cencomm/stream', access: 'cencomm', answers: 'data', handler: stream },
    { method: 'get', path: '/cencomm/operations/:id/presence', access: 'cencomm', answers: 'data', handler: presence },
  ];
}
