import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import { helpPages, type HelpDeps } from './pages.ts';

/** `/help`: the overview, and a page for each area of the portal. Fixed words come before `:topic`. */
export function helpRoutes(deps: HelpDeps): Route<Right>[] {
  const help = helpPages(deps);
  return [
    { method: 'get', path: '/help', access: 'account', handler: help.index },
    { method: 'get', path: '/help/sign-in', access: 'public', handler: help.signIn },
    { method: 'get', path: '/help/:topic', access: 'account', handler: help.topic },
  ];
}
