import type { AccountsContext } from '../accounts/context.ts';
import type { Route } from '../../web/route.ts';
import type { Right } from '../rights.ts';
import { extensionPages } from './pages-extension.ts';
import { reviewPages } from './pages.ts';

export function reviewRoutes(context: AccountsContext): Route<Right>[] {
  const access = 'accounts:manage';
  const [pages, extension] = [reviewPages(context), extensionPages(context)];
  return [
    { method: 'get', path: '/access/review', access, handler: pages.index },
    { method: 'get', path: '/access/review/:id', access, handler: pages.show },
    { method: 'post', path: '/access/review/:id/confirmations', access, handler: pages.confirm },
    { method: 'get', path: '/access/review/:id/extension', access: 'administrator', handler: extension.ask },
    { method: 'post', path: '/access/review/:id/extension', access: 'administrator', handler: extension.extend },
  ];
}
