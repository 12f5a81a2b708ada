import type { Right } from '../access/index.ts';
import { handlersOf, type Route } from '../web/route.ts';
import { showStatus, type PageContext } from './pages.ts';

/** How the portal does, for its administrators. */
export function operationsRoutes(context: PageContext): Route<Right>[] {
  const pages = handlersOf(context, { status: showStatus });
  return [{ method: 'get', path: '/access/status', access: 'administrator', handler: pages.status }];
}
