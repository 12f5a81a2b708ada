import type { Right } from '../access/index.ts';
import { handlersOf, type Route } from '../web/route.ts';
import type { AnalysisContext } from './context.ts';
import { concealmentPages } from './concealment/pages.ts';
import { crossTablePages } from './cross-table/pages.ts';
import { routePages } from './flows/pages.ts';
import { obligationRoutes } from './obligations/routes.ts';
import { overviewPages } from './overview/pages.ts';
import { situationPages } from './situations/pages.ts';
import { riskRoutes } from './risk/routes.ts';
import { reportRoutes } from './report/routes.ts';
import * as apart from './trends/apart/pages.ts';
import { trendPages } from './trends/pages.ts';

/** `/analysis`: figures of the records, and what is owed from them. */
export function analysisRoutes(context: AnalysisContext): Route<Right>[] {
  const overview = overviewPages(context);
  const trends = trendPages(context);
  const crossTable = crossTablePages(context);
  const concealment = concealmentPages(context);
  const flows = routePages(context);
  const situations = situationPages(context);
  const months = handlersOf(context, apart);
  const month = '/analysis/trends/:month/apart';
  const file = { method: 'get', access: 'database:read', answers: 'data', counts: 'export' } as const;
  return [
    { method: 'get', path: '/analysis', access: 'database:read', handler: overview.index },
    { method: 'get', path: '/analysis/trends', access: 'database:read', handler: trends.index },
    { ...file, path: '/analysis/trends/:file', handler: trends.file },
    { method: 'get', path: month, access: 'database:write', handler: months.ask },
    { method: 'post', path: month, access: 'database:write', handler: months.write },
    { method: 'get', path: `${month}/take-back`, access: 'database:write', handler: months.askTakingBack },
    { method: 'post', path: `${month}/take-back`, access: 'database:write', handler: months.takeBack },
    { method: 'get', path: '/analysis/routes', access: 'database:read', handler: flows.index },
    { ...file, path: '/analysis/routes/:file', handler: flows.file },
    { method: 'get', path: '/analysis/cross-table', access: 'database:read', handler: crossTable.index },
    { ...file, path: '/analysis/cross-table/:file', handler: crossTable.file },
    { method: 'get', path: '/analysis/situations', access: 'database:read', handler: situations.index },
    { method: 'get', path: '/analysis/situations/:kind/:of', access: 'database:read', handler: situations.show },
    { method: 'post', path: '/analysis/situations/:kind/:of/sheet', access: 'report:edit', handler: situations.sheet },
    { ...file, path: '/analysis/situations/:kind/:of/:file', handler: situations.file },
    ...riskRoutes(context),
    { method: 'get', path: '/analysis/concealment', access: 'database:read', handler: concealment.index },
    { ...file, path: '/analysis/concealment/:file', handler: concealment.file },
    ...reportRoutes(context),
    ...obligationRoutes(context),
  ];
}
