import type { AccountsContext } from '../accounts/context.ts';
import type { Route } from '../../web/route.ts';
import type { Right } from '../rights.ts';
import { extensionPages } from './pages-extension.ts';
import { settingsPages } from './pages-settings.ts';
import { reviewPages } from './pages.ts';

/** Accounts looked through, one office after the other. */
export function reviewRoutes(context: AccountsContext): Route<Right>[] {
  const access = 'accounts:manage';
  const [pages, extension, settings] = [reviewPages(context), extensionPages(context), settingsPages(context)];
  return [
    { method: 'get', path: '/access/review', access, handler: pages.index },
    { method: 'get', path: '/access/review/settings', access: 'administrator', handler: settings.ask },
    { method: 'post', path: '/access/review/settings', access: 'administrator', stepUp: true, handler: settings.save },
    { method: 'get', path: '/access/review/:id', access, handler: pages.show },
    { method: 'post', path: '/access/review/:id/confirmations', access, handler: pages.confirm },
    { method: 'get', path: '/access/review/:id/extension', access: 'administrator', handler: extension.ask },
    { method: 'post', path: '/access/review/:id/extension', access: 'administrator', handler: extension.extend },
  ];
}
