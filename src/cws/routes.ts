import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import { answerRoutes } from './answers/routes.ts';
import { alertRoutes } from './alerts/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { riloRoutes } from './rilo/routes.ts';
import { fileRoutes } from './files/routes.ts';
import { frontRoutes } from './front/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { referralRoutes } from './referrals/routes.ts';
import { libraryRoutes } from './library/routes.ts';
import type { CwsContext } from './context.ts';
import { searchRoutes } from './search/routes.ts';
import { subscriptionRoutes } from './subscription/routes.ts';

/** The addresses of the CEN website: the tables of its parts, one after the other. */
export function cwsRoutes(context: CwsContext): Route<Right>[] {
  return [
    ...frontRoutes(context),
    ...riloRoutes(context),
    ...fileRoutes(context),
    ...alertRoutes(context),
    ...answerRoutes(context),
    ...documentRoutes(context),
    ...linkRoutes(context),
    ...referralRoutes(context),
    ...libraryRoutes(context),
    ...searchRoutes(context),
    ...subscriptionRoutes(context),
  ];
}
