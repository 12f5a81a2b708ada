import type { Route } from '../web/route.ts';
import type { AccountsRoom } from './accounts/room.ts';
import { accountRoutes } from './accounts/routes.ts';
import { closeSession, openSession, signInPage, switchLanguage } from './pages.ts';
import type { AccessDeps } from './pages.ts';
import { reviewRoutes } from './review/routes.ts';
import type { Right } from './rights.ts';

export function accessRoutes(deps: AccessDeps & AccountsRoom): Route<Right>[] {
  return [
    { method: 'get', path: '/sign-in', access: 'public', handler: signInPage },
    { method: 'post', path: '/sign-in', access: 'public', handler: openSession(deps) },
    { method: 'post', path: '/sign-out', access: 'public', handler: closeSession(deps) },
    { method: 'post', path: '/language', access: 'public', handler: switchLanguage(deps) },
    { method: 'get', path: '/access', access: 'accounts:manage', handler: (_req, res) => res.redirect(303, '/access/accounts') },
    ...accountRoutes(deps),
    ...reviewRoutes(deps),
  ];
}
