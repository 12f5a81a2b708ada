import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommRoom } from '../room.ts';

/** Asking for an operation, its register, its members and its life. */
export function operationRoutes(_room: CencommRoom): Route<Right>[] {
  return [];
}
