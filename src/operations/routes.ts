import type { Right } from '../access/index.ts';
import { handlersOf } from '../web/route.ts';
import type { Route } from '../web/route.ts';
import { showStatus } from './pages.ts';
import type { PageContext } from './pages.ts';

/** How the portal does, for its administrators. */
export function operationsRoutes(context: PageContext): Route<Right>[] {
  const pages = handlersOf(context, { status: showStatus });
  return [{ method: 'get', path: '/access/status', access: 'administrator', handler: pages.status }];
}
