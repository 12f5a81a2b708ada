import type { Pool } from '../../db/pool.ts';
import type { Route } from '../../web/route.ts';
import type { Right } from '../rights.ts';
import { linkPages } from './pages.ts';

export function linkRoutes(deps: { readonly pool: Pool }): Route<Right>[] {
  const pages = linkPages(deps);
  return [
    { method: 'get', path: '/access/links/:token', access: 'public', handler: pages.show },
    { method: 'post', path: '/access/links/:token', access: 'public', handler: pages.setPassword },
  ];
}
