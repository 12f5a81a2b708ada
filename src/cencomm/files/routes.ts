import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommRoom } from '../room.ts';

/** The library of an operation. */
export function fileRoutes(_room: CencommRoom): Route<Right>[] {
  return [];
}
