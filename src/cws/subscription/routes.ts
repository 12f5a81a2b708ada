import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import { leavePages } from './pages-leave.ts';
import { subscriptionPages } from './pages.ts';

/** What an account follows, and how it makes and ends its feeds. */
export function subscriptionRoutes(context: CwsContext): Route<Right>[] {
  const [pages, leaving] = [subscriptionPages(context), leavePages(context)];
  return [
    { method: 'get', path: '/cws/subscription', access: 'member', handler: pages.show },
    { method: 'post', path: '/cws/subscription', access: 'member', handler: pages.save },
    { method: 'post', path: '/cws/subscription/feeds', access: 'member', stepUp: true, handler: pages.makeFeed },
    { method: 'post', path: '/cws/subscription/feeds/:id/removal', access: 'member', handler: pages.endFeed },
    { method: 'get', path: '/cws/leave/:token', access: 'public', handler: leaving.show },
    { method: 'post', path: '/cws/leave/:token', access: 'public', oneClick: true, handler: leaving.leave },
  ];
}
