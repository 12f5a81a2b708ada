import type { Route } from '../../web/route.ts';
import type { Right } from '../rights.ts';
import { clockPages, type ClockDeps } from './pages.ts';

export function clockRoutes(deps: ClockDeps): Route<Right>[] {
  const pages = clockPages(deps);
  return [
    { method: 'get', path: '/access/date', access: 'administrator', handler: pages.ask },
    { method: 'post', path: '/access/date', access: 'administrator', handler: pages.move },
  ];
}
