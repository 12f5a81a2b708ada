import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import { documentRoutes } from './documents/routes.ts';
import { riloRoutes } from './rilo/routes.ts';
import { frontRoutes } from './front/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { referralRoutes } from './referrals/routes.ts';
import type { CwsRoom } from './room.ts';
import { subscriptionRoutes } from './subscription/routes.ts';

/** The addresses of the CEN website: the tables of its parts, one after the other. */
export function cwsRoutes(room: CwsRoom): Route<Right>[] {
  return [
    ...frontRoutes(room),
    ...riloRoutes(room),
    ...documentRoutes(room),
    ...linkRoutes(room),
    ...referralRoutes(room),
    ...subscriptionRoutes(room),
  ];
}
