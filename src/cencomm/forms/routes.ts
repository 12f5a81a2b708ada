import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommRoom } from '../room.ts';

/** Warnings, feedback and seizures of an operation, with their board and tally. */
export function formRoutes(_room: CencommRoom): Route<Right>[] {
  return [];
}
