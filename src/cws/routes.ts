import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import { documentRoutes } from './documents/routes.ts';
import { libraryRoutes } from './library/routes.ts';
import type { CwsRoom } from './room.ts';
import { searchRoutes } from './search/routes.ts';

/** The addresses of the CEN website: the tables of its parts, one after the other. */
export function cwsRoutes(room: CwsRoom): Route<Right>[] {
  return [
    ...documentRoutes(room),
    ...libraryRoutes(room),
    ...searchRoutes(room),
  ];
}
