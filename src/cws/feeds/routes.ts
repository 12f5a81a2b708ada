import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import { feedPages } from './pages.ts';

/** A feed is read by programs: no session, no cookie, the token says whose it is. */
export function feedRoutes(context: CwsContext): Route<Right>[] {
  return [
    {
      method: 'get',
      path: '/cws/feed/:token',
      access: 'public',
      answers: 'data',
      sessionless: true,
      handler: feedPages(context).read,
    },
  ];
}
