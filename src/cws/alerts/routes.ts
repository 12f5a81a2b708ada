import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import { alertPages } from './pages.ts';

/** What alerts have beside what every document has. */
export function alertRoutes(context: CwsContext): Route<Right>[] {
  const pages = alertPages(context);
  return [
    { method: 'post', path: '/cws/alerts/:ref/acknowledge', access: 'member', handler: pages.acknowledge },
    { method: 'post', path: '/cws/documents/:ref/acknowledge', access: 'member', handler: pages.acknowledge },
    { method: 'get', path: '/cws/alerts/:ref/acknowledgements', access: 'cws:write', handler: pages.acknowledgements },
    { method: 'post', path: '/cws/alerts/:ref/acknowledgements', access: 'cws:write', handler: pages.remind },
  ];
}
