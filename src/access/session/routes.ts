import type { Route } from '../../web/route.ts';
import type { AccessDeps } from '../context.ts';
import { factorPages } from '../factors/pages-factor.ts';
import { closeSession, provePassword, signInPage, switchLanguage } from '../pages.ts';
import type { Right } from '../rights.ts';
import { passkeyFirstPages } from './pages-passkey.ts';

/** Signing in: `/sign-in` and what is below it. */
export function signInRoutes(deps: AccessDeps): Route<Right>[] {
  const [factor, passkey] = [factorPages(deps), passkeyFirstPages(deps)];
  return [
    { method: 'get', path: '/sign-in', access: 'public', handler: signInPage(deps) },
    { method: 'post', path: '/sign-in', access: 'public', handler: provePassword(deps) },
    { method: 'post', path: '/sign-in/passkey', access: 'public', handler: passkey.prove },
    { method: 'post', path: '/sign-in/passkey/options', access: 'public', answers: 'data', handler: passkey.options },
    { method: 'get', path: '/sign-in/factor', access: 'public', handler: factor.ask },
    { method: 'post', path: '/sign-in/factor', access: 'public', handler: factor.prove },
    { method: 'post', path: '/sign-in/factor/options', access: 'public', answers: 'data', handler: factor.options },
  ];
}

export function signOutRoutes(deps: AccessDeps): Route<Right>[] {
  return [{ method: 'post', path: '/sign-out', access: 'public', handler: closeSession(deps) }];
}

export function languageRoutes(deps: AccessDeps): Route<Right>[] {
  return [{ method: 'post', path: '/language', access: 'public', handler: switchLanguage(deps) }];
}
