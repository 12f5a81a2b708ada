import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import { searchPages, type SearchDeps } from './pages.ts';

/** `/search`: every room the viewer may enter. */
export function searchRoutes(deps: SearchDeps): Route<Right>[] {
  return [{ method: 'get', path: '/search', access: 'member', handler: searchPages(deps).show }];
}
