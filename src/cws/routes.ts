import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import { alertRoutes } from './alerts/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import type { CwsRoom } from './room.ts';

/** The addresses of the CEN website: the tables of its parts, one after the other. */
export function cwsRoutes(room: CwsRoom): Route<Right>[] {
  return [
    ...alertRoutes(room),
    ...documentRoutes(room),
  ];
}
