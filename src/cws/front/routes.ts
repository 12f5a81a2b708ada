import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import { frontPages } from './pages.ts';

export function frontRoutes(context: CwsContext): Route<Right>[] {
  const pages = frontPages(context);
  return [{ method: 'get', path: '/cws', access: 'member', handler: pages.show }];
}
