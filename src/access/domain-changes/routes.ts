import type { Route } from '../../web/route.ts';
import type { AccountsContext } from '../accounts/context.ts';
import type { Right } from '../rights.ts';
import { domainChangePages } from './pages.ts';

/** A change of domain leads letters of a whole office elsewhere: it asks for a fresh proof. */
export function domainChangeRoutes(context: AccountsContext): Route<Right>[] {
  const pages = domainChangePages(context);
  const access = 'administrator';
  const base = '/access/domains/changes/:code';
  return [
    { method: 'get', path: base, access, handler: pages.ask },
    { method: 'post', path: base, access, stepUp: true, handler: pages.send },
    { method: 'post', path: `${base}/:id/undoing`, access, stepUp: true, handler: pages.undo },
  ];
}
