import type { Right } from '../../access/index.ts';
import { handlersOf, type Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import { referralListPages } from './pages/pages.ts';
import { addFiles } from './pages/pages-files.ts';
import * as referralPages from './pages/pages-one.ts';

/** Referrals: any member sends and reads; which ones, their scope decides. `new` comes before `:ref`. */
export function referralRoutes(context: CwsContext): Route<Right>[] {
  const [list, one] = [referralListPages(context), handlersOf(context, { ...referralPages, addFiles })];
  const [base, member, handle] = ['/cws/referrals', 'member', 'referral:handle'] as const;
  return [
    { method: 'get', path: base, access: member, handler: list.index },
    { method: 'get', path: `${base}/new`, access: member, handler: list.ask },
    { method: 'post', path: base, access: member, handler: list.send },
    { method: 'get', path: `${base}/:ref`, access: member, handler: one.show },
    { method: 'post', path: `${base}/:ref/message`, access: member, handler: one.postMessage },
    { method: 'post', path: `${base}/:ref/files`, access: member, body: 'upload', handler: one.addFiles },
    { method: 'post', path: `${base}/:ref/files/:id/removal`, access: member, handler: one.postFileRemoval },
    { method: 'post', path: `${base}/:ref/withdrawal`, access: member, handler: one.postWithdrawal },
    { method: 'post', path: `${base}/:ref/seen`, access: member, handler: one.postSeen },
    { method: 'post', path: `${base}/:ref/taking`, access: handle, handler: one.postTaking },
    { method: 'post', path: `${base}/:ref/record`, access: handle, handler: one.postRecord },
    { method: 'post', path: `${base}/:ref/passing`, access: handle, handler: one.postPassing },
    { method: 'post', path: `${base}/:ref/answer`, access: handle, handler: one.postAnswer },
    { method: 'post', path: `${base}/:ref/reopening`, access: handle, handler: one.postReopening },
  ];
}
