import type { Right } from '../access/index.ts';
import type { Pool } from '../db/pool.ts';
import type { Route } from '../web/route.ts';
import { waitingPages } from './pages.ts';

export function waitingRoutes(deps: { readonly pool: Pool }): Route<Right>[] {
  return [{ method: 'get', path: '/waiting', access: 'account', handler: waitingPages(deps).list }];
}
