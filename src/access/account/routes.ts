import type { Route } from '../../web/route.ts';
import type { AccessDeps } from '../context.ts';
import { factorSettings } from './pages-factors.ts';
import { proofPages } from '../factors/pages-proof.ts';
import { postPages } from '../review/pages-post.ts';
import type { Right } from '../rights.ts';
import { protectPages } from './pages-protect.ts';
import { switchTheme } from './pages-theme.ts';
import { accountPages } from './pages.ts';

/** One's own account. What changes how one proves oneself stands behind a fresh proof. */
export function ownAccountRoutes(deps: AccessDeps): Route<Right>[] {
  const [account, factors, proof] = [accountPages(deps), factorSettings(deps), proofPages(deps)];
  const [protect, post] = [protectPages(deps), postPages(deps)];
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
    { method: 'get', path: '/account/post', ...own, handler: post.ask },
    { method: 'post', path: '/account/post', ...own, handler: post.say },
  ];
}
