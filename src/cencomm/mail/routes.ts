import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommRoom } from '../room.ts';

/** Mail inside an operation, and one inbox over all of them. */
export function mailRoutes(_room: CencommRoom): Route<Right>[] {
  return [];
}
