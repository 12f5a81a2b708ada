import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommContext } from '../context.ts';
import { livePages } from './pages.ts';

/** News for open pages. */
export function liveRoutes(context: CencommContext): Route<Right>[] {
  const { stream, presence } = livePages(context);
  return [
    { method: 'get', path: '/cencomm/stream', access: 'cencomm', answers: 'data', handler: stream },
    { method: 'get', path: '/cencomm/operations/:id/presence', access: 'cencomm', answers: 'data', handler: presence },
  ];
}
