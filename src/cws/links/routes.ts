import type { Right } from '../../access/index.ts';
import { handlersOf, type Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import { path } from './form.ts';
import * as linkPages from './pages.ts';

/** Links to other organisations. Fixed words come before `:id`. */
export function linkRoutes(context: CwsContext): Route<Right>[] {
  const pages = handlersOf(context, linkPages);
  const access = 'administrator';
  return [
    { method: 'get', path, access: 'member', handler: pages.index },
    { method: 'get', path: `${path}/new`, access, handler: pages.ask },
    { method: 'post', path, access, handler: pages.add },
    { method: 'post', path: `${path}/check`, access, handler: pages.check },
    { method: 'get', path: `${path}/:id`, access, handler: pages.show },
    { method: 'get', path: `${path}/:id/edit`, access, handler: pages.edit },
    { method: 'post', path: `${path}/:id/edit`, access, handler: pages.save },
    { method: 'post', path: `${path}/:id/retirement`, access, handler: pages.retire },
    { method: 'post', path: `${path}/:id/return`, access, handler: pages.giveBack },
    { method: 'post', path: `${path}/:id/position`, access, handler: pages.move },
  ];
}
