import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import { feedPages } from '../feeds/pages.ts';
import type { CwsContext } from '../context.ts';
import { leavePages } from './pages-leave.ts';
import { subscriptionPages } from './pages.ts';

/**
 * What an account follows, and its feeds. A feed is read by programs: no session, no cookie, the token says whose it
 * is.
 */
export function subscriptionRoutes(context: CwsContext): Route<Right>[] {
  const [pages, leaving] = [subscriptionPages(context), leavePages(context)];
  return [
    { method: 'get', path: '/cws/subscription', access: 'member', handler: pages.show },
    { method: 'post', path: '/cws/subscription', access: 'member', handler: pages.save },
    { method: 'post', path: '/cws/subscription/feeds', access: 'member', stepUp: true, handler: pages.makeFeed },
    { method: 'post', path: '/cws/subscription/feeds/:id/removal', access: 'member', handler: pages.endFeed },
    { method: 'get', path: '/cws/leave/:token', access: 'public', handler: leaving.show },
    { method: 'post', path: '/cws/leave/:token', access: 'public', oneClick: true, handler: leaving.leave },
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
