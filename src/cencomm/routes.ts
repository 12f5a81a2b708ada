import { viewerOf, type Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import { dutyRoutes } from './duty/routes.ts';
import { fileRoutes } from './files/routes.ts';
import { formRoutes } from './forms/routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { liveRoutes } from './live/routes.ts';
import { mailRoutes } from './mail/routes.ts';
import { requireProven } from './operations/members/proven.ts';
import { operationRoutes } from './operations/routes.ts';
import type { CencommContext } from './context.ts';

/**
 * The routes of CENcomm. Without its keys they answer 503 with a text of its own, while the rest of the portal works.
 */
export function cencommRoutes(context: CencommContext): Route<Right>[] {
  const routes = [
    ...operationRoutes(context),
    ...mailRoutes(context),
    ...formRoutes(context),
    ...fileRoutes(context),
    ...dutyRoutes(context),
    ...groupRoutes(context),
    ...liveRoutes(context),
  ];
  return routes.map(route => ({
    ...route,
    async handler(req, res) {
      await context.keys.require();
      context.live.seen(viewerOf(req).accountId);
      if (route.path.startsWith('/cencomm/operations/:id')) await requireProven(context, viewerOf(req), req.params.id);
      try {
        await route.handler(req, res);
      } finally {
        // The request may have read messages, or marked them as unread.
        context.waiting.changed(viewerOf(req).accountId);
      }
    },
  }));
}
