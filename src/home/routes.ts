import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import { homePages, type HomeDeps } from './pages.ts';

/** `/`: the viewer's home, by level. */
export function homeRoutes(deps: HomeDeps): Route<Right>[] {
  return [{ method: 'get', path: '/', access: 'account', handler: homePages(deps).show }];
}
