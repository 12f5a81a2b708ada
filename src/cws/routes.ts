import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import { alertRoutes } from './alerts/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { riloRoutes } from './rilo/routes.ts';
import { fileRoutes } from './files/routes.ts';
import { frontRoutes } from './front/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { referralRoutes } from './referrals/routes.ts';
import { libraryRoutes } from './library/routes.ts';
import type { CwsRoom } from './room.ts';
import { searchRoutes } from './search/routes.ts';
import { subscriptionRoutes } from './subscription/routes.ts';

/** The addresses of the CEN website: the tables of its parts, one after the other. */
export function cwsRoutes(room: CwsRoom): Route<Right>[] {
  return [
    ...frontRoutes(room),
    ...riloRoutes(room),
    ...fileRoutes(room),
    ...alertRoutes(room),
    ...documentRoutes(room),
    ...linkRoutes(room),
    ...referralRoutes(room),
    ...libraryRoutes(room),
    ...searchRoutes(room),
    ...subscriptionRoutes(room),
  ];
}
