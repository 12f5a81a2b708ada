import type { Route } from '../../web/route.ts';
import type { AccountsContext } from '../accounts/context.ts';
import type { Right } from '../rights.ts';
import { addressLinkPages } from './pages-link.ts';
import { correctionPages } from './pages.ts';

/** Routes of what is put right about a person. Whose it is to do is asked in every operation. */
export function correctionRoutes(context: AccountsContext): Route<Right>[] {
  const [pages, link] = [correctionPages(context), addressLinkPages(context)];
  const access = 'accounts:manage';
  const base = '/access/accounts/:id';
  return [
    { method: 'get', path: `${base}/corrections`, access, handler: pages.ask },
    { method: 'post', path: `${base}/corrections`, access, stepUp: true, handler: pages.save },
    { method: 'get', path: `${base}/address`, access, handler: pages.askAddress },
    { method: 'post', path: `${base}/address`, access, handler: pages.settleAddress },
    { method: 'get', path: '/access/addresses/:token', access: 'public', handler: link.show },
    { method: 'post', path: '/access/addresses/:token', access: 'public', handler: link.answer },
  ];
}
