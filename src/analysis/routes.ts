import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import type { AnalysisContext } from './context.ts';
import { obligationRoutes } from './obligations/routes.ts';
import { overviewPages } from './overview/pages.ts';

/** `/analysis`: figures of the records, and what is owed from them. */
export function analysisRoutes(context: AnalysisContext): Route<Right>[] {
  const overview = overviewPages(context);
  return [
    { method: 'get', path: '/analysis', access: 'database:read', handler: overview.index },
    ...obligationRoutes(context),
  ];
}
