import type { Route } from '../web/route.ts';
import { accountRoutes } from './accounts/routes.ts';
import { accountPages } from './account/pages.ts';
import { factorSettings } from './account/pages-factors.ts';
import { applicationRoutes } from './applications/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { closeSession, provePassword, signInPage, switchLanguage } from './pages.ts';
import type { AccessDeps } from './context.ts';
import { factorPages } from './factors/pages-factor.ts';
import { proofPages } from './factors/pages-proof.ts';
import { reviewRoutes } from './review/routes.ts';
import type { Right } from './rights.ts';

export function accessRoutes(deps: AccessDeps): Route<Right>[] {
  const factor = factorPages(deps);
  return [
    { method: 'get', path: '/sign-in', access: 'public', handler: signInPage },
    { method: 'post', path: '/sign-in', access: 'public', handler: provePassword(deps) },
    { method: 'get', path: '/sign-in/factor', access: 'public', handler: factor.ask },
    { method: 'post', path: '/sign-in/factor', access: 'public', handler: factor.prove },
    { method: 'post', path: '/sign-in/factor/options', access: 'public', answers: 'data', handler: factor.options },
    { method: 'post', path: '/sign-out', access: 'public', handler: closeSession(deps) },
    { method: 'post', path: '/language', access: 'public', handler: switchLanguage(deps) },
    ...ownAccountRoutes(deps),
    ...linkRoutes(deps),
    ...applicationRoutes(deps),
    ...accountRoutes(deps),
    ...reviewRoutes(deps),
  ];
}

/** One's own account. What changes how one proves oneself stands behind a fresh proof. */
function ownAccountRoutes(deps: AccessDeps): Route<Right>[] {
  const [account, factors, proof] = [accountPages(deps), factorSettings(deps), proofPages(deps)];
  const own = { access: 'account' } as const;
  const settingUp = { access: 'account', withoutFactor: true } as const;
  return [
    { method: 'get', path: '/account', ...own, handler: account.show },
    { method: 'post', path: '/account/notifications', ...own, handler: account.notify },
    { method: 'post', path: '/account/sessions/removal', ...own, handler: account.endOthers },
    { method: 'post', path: '/account/sessions/:id/removal', ...own, handler: account.endOne },
    { method: 'get', path: '/account/password', ...own, stepUp: true, handler: account.askPassword },
    { method: 'post', path: '/account/password', ...own, stepUp: true, handler: account.changePassword },
    { method: 'post', path: '/account/proof', ...settingUp, handler: proof.prove },
    { method: 'post', path: '/account/proof/options', ...settingUp, answers: 'data', handler: proof.options },
    { method: 'get', path: '/account/factors', ...settingUp, handler: factors.show },
    { method: 'get', path: '/account/factors/app', ...settingUp, stepUp: true, handler: factors.askApp },
    { method: 'post', path: '/account/factors/app', ...settingUp, stepUp: true, handler: factors.addApp },
    { method: 'post', path: '/account/factors/app/removal', ...own, stepUp: true, handler: factors.removeApp },
    { method: 'post', path: '/account/factors/passkeys', ...settingUp, stepUp: true, handler: factors.addPasskey },
    {
      method: 'post',
      path: '/account/factors/passkeys/options',
      ...settingUp,
      stepUp: true,
      answers: 'data',
      handler: factors.passkeyOptions,
    },
    {
      method: 'post',
      path: '/account/factors/passkeys/:id/removal',
      ...own,
      stepUp: true,
      handler: factors.removePasskey,
    },
    { method: 'post', path: '/account/factors/recovery-codes', ...own, stepUp: true, handler: factors.renewCodes },
  ];
}
