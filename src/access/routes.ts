import type { Route } from '../web/route.ts';
import { applicationRoutes } from './applications/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { closeSession, openSession, signInPage, switchLanguage } from './pages.ts';
import type { AccessDeps } from './pages.ts';
import type { Right } from './rights.ts';

export function accessRoutes(deps: AccessDeps): Route<Right>[] {
  return [
    { method: 'get', path: '/sign-in', access: 'public', handler: signInPage },
    { method: 'post', path: '/sign-in', access: 'public', handler: openSession(deps) },
    { method: 'post', path: '/sign-out', access: 'public', handler: closeSession(deps) },
    { method: 'post', path: '/language', access: 'public', handler: switchLanguage(deps) },
    ...linkRoutes(deps),
    ...applicationRoutes(deps),
  ];
}
