import type { Right } from '../../access/index.ts';
import { handlersOf, type Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import * as filePages from './pages.ts';

/** Files of working copies, and files as readers open them. */
export function fileRoutes(context: CwsContext): Route<Right>[] {
  const pages = handlersOf(context, filePages);
  const own = '/cws/documents/:ref/files';
  return [
    { method: 'get', path: own, access: 'cws:write', handler: pages.index },
    { method: 'post', path: own, access: 'cws:write', body: 'upload', handler: pages.add },
    { method: 'post', path: `${own}/arrangement`, access: 'cws:write', handler: pages.postArrangement },
    { method: 'get', path: '/cws/files/:id', access: 'member', answers: 'data', handler: pages.open },
    { method: 'get', path: '/cws/files/:id/preview', access: 'member', handler: pages.preview },
    { method: 'get', path: '/cws/files/:id/:size', access: 'member', answers: 'data', handler: pages.picture },
  ];
}
