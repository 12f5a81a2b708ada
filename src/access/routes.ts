import type { Route } from '../web/route.ts';
import { accountRoutes } from './accounts/routes.ts';
import { accountPages } from './account/pages.ts';
import { protectPages } from './account/pages-protect.ts';
import { factorSettings } from './account/pages-factors.ts';
import { applicationRoutes } from './applications/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { switchTheme } from './account/pages-theme.ts';
import { closeSession, provePassword, signInPage, switchLanguage } from './pages.ts';
import type { AccessDeps } from './context.ts';
import { domainChangeRoutes } from './domain-changes/routes.ts';
import { clockRoutes } from './clock/routes.ts';
import { correctionRoutes } from './corrections/routes.ts';
import { factorPages } from './factors/pages-factor.ts';
import { proofPages } from './factors/pages-proof.ts';
import { passkeyFirstPages } from './session/pages-passkey.ts';
import { moveRoutes } from './moves/routes.ts';
import { reviewRoutes } from './review/routes.ts';
import type { Right } from './rights.ts';
import { selectionRoutes } from './selections/routes.ts';

export function accessRoutes(deps: AccessDeps): Route<Right>[] {
  const [factor, passkey] = [factorPages(deps), passkeyFirstPages(deps)];
  return [
    { method: 'get', path: '/sign-in', access: 'public', handler: signInPage(deps) },
    { method: 'post', path: '/sign-in', access: 'public', handler: provePassword(deps) },
    { method: 'post', path: '/sign-in/passkey', access: 'public', handler: passkey.prove },
    { method: 'post', path: '/sign-in/passkey/options', access: 'public', answers: 'data', handler: passkey.options },
    { method: 'get', path: '/sign-in/factor', access: 'public', handler: factor.ask },
    { method: 'post', path: '/sign-in/factor', access: 'public', handler: factor.prove },
    { method: 'post', path: '/sign-in/factor/options', access: 'public', answers: 'data', handler: factor.options },
    { method: 'post', path: '/sign-out', access: 'public', handler: closeSession(deps) },
    { method: 'post', path: '/language', access: 'public', handler: switchLanguage(deps) },
    ...ownAccountRoutes(deps),
    ...linkRoutes(deps),
    ...applicationRoutes(deps),
    ...domainChangeRoutes(deps),
    ...selectionRoutes(deps),
    ...accountRoutes(deps),
    ...correctionRoutes(deps),
    ...moveRoutes(deps),
    ...reviewRoutes(deps),
    ...clockRoutes(deps),
  ];
}

/** One's own account. What changes how one proves oneself stands behind a fresh proof. */
function ownAccountRoutes(deps: AccessDeps): Route<Right>[] {
  const [account, factors, proof] = [accountPages(deps), factorSettings(deps), proofPages(deps)];
  const protect = protectPages(deps);
  const own = { access: 'account' } as const;
  const settingUp = { access: 'account', withoutFactor: true } as const;
  return [
    { method: 'get', path: '/account', ...own, handler: account.show },
    { method: 'post', path: '/account/factor-reset/objection', ...own, handler: protect.object },
    { method: 'post', path: '/account/theme', ...own, handler: switchTheme },
    { method: 'post', path: '/account/notifications', ...own, handler: account.notify },
    { method: 'post', path: '/account/sessions/removal', ...own, handler: account.endOthers },
    { method: 'post', path: '/account/sessions/:id/removal', ...own, handler: account.endOne },
    { method: 'post', path: '/account/devices/:id/removal', ...own, handler: protect.forgetOne },
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
