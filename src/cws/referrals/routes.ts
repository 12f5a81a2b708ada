import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import { referralListPages } from './pages/pages.ts';
import { referralPages } from './pages/pages-one.ts';

/** Referrals: any member sends and reads; which ones, their scope decides. `new` comes before `:ref`. */
export function referralRoutes(context: CwsContext): Route<Right>[] {
  const [list, one] = [referralListPages(context), referralPages(context)];
  const [base, member, handle] = ['/cws/referrals', 'member', 'referral:handle'] as const;
  return [
    { method: 'get', path: base, access: member, handler: list.index },
    { method: 'get', path: `${base}/new`, access: member, handler: list.ask },
    { method: 'post', path: base, access: member, handler: list.send },
    { method: 'get', path: `${base}/:ref`, access: member, handler: one.show },
    { method: 'post', path: `${base}/:ref/message`, access: member, handler: one.write },
    { method: 'post', path: `${base}/:ref/withdrawal`, access: member, handler: one.withdraw },
    { method: 'post', path: `${base}/:ref/seen`, access: member, handler: one.see },
    { method: 'post', path: `${base}/:ref/taking`, access: handle, handler: one.take },
    { method: 'post', path: `${base}/:ref/record`, access: handle, handler: one.record },
    { method: 'post', path: `${base}/:ref/passing`, access: handle, handler: one.pass },
    { method: 'post', path: `${base}/:ref/answer`, access: handle, handler: one.answer },
    { method: 'post', path: `${base}/:ref/reopening`, access: handle, handler: one.reopen },
  ];
}
