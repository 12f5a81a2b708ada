import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import { returnPages, type ReturnDeps } from './pages.ts';

/** `/network/return`: before `/network/:…` of the network itself. */
export function returnRoutes(deps: ReturnDeps): Route<Right>[] {
  const pages = returnPages(deps);
  const access = 'return';
  return [
    { method: 'get', path: '/network/return', access, handler: pages.index },
    { method: 'get', path: '/network/return/:code', access, handler: pages.ofOffice },
    { method: 'get', path: '/network/return/:code/records', access, handler: pages.records },
  ];
}
