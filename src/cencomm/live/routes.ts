import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommRoom } from '../room.ts';

/** What open pages are told without reloading, and who is on line. */
export function liveRoutes(_room: CencommRoom): Route<Right>[] {
  return [];
}
