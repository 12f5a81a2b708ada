import type { Route } from '../web/route.ts';
import { accountRoutes } from './accounts/routes.ts';
import { alarmRoutes } from './alarms/routes.ts';
import { applicationRoutes } from './applications/routes.ts';
import { clockRoutes } from './clock/routes.ts';
import type { AccessDeps } from './context.ts';
import { correctionRoutes } from './corrections/routes.ts';
import { domainChangeRoutes } from './domain-changes/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { moveRoutes } from './moves/routes.ts';
import { reviewRoutes } from './review/routes.ts';
import type { Right } from './rights.ts';
import { selectionRoutes } from './selections/routes.ts';
import type { TrailDeps } from './trail/pages.ts';
import { trailRoutes } from './trail/routes.ts';

/** Who has access, how it is asked for and given, and the audit trail: `/access`. */
export function accessRoutes(deps: AccessDeps & TrailDeps): Route<Right>[] {
  return [
    ...linkRoutes(deps),
    ...applicationRoutes(deps),
    ...domainChangeRoutes(deps),
    ...selectionRoutes(deps),
    ...accountRoutes(deps),
    ...correctionRoutes(deps),
    ...moveRoutes(deps),
    ...reviewRoutes(deps),
    ...clockRoutes(deps),
    ...trailRoutes(deps),
    ...alarmRoutes(deps),
  ];
}
