import type { Route } from '../../web/route.ts';
import type { Right } from '../rights.ts';
import type { TrailDeps } from '../trail/pages.ts';
import { alarmPages } from './pages.ts';

/** The alarms of the administrators. Fixed words come before `:number`. */
export function alarmRoutes(deps: TrailDeps): Route<Right>[] {
  const pages = alarmPages(deps);
  const access = 'administrator';
  return [
    { method: 'get', path: '/access/alarms', access, handler: pages.list },
    { method: 'get', path: '/access/alarms/rules', access, handler: pages.rules },
    // A rule that is eased lets through what it would have told.
    { method: 'post', path: '/access/alarms/rules/:kind', access, stepUp: true, handler: pages.changeRule },
    { method: 'get', path: '/access/alarms/networks', access, handler: pages.networks },
    { method: 'post', path: '/access/alarms/networks', access, stepUp: true, handler: pages.addNetwork },
    { method: 'post', path: '/access/alarms/networks/:network/removal', access, handler: pages.endNetwork },
    { method: 'get', path: '/access/alarms/:number', access, handler: pages.show },
    { method: 'post', path: '/access/alarms/:number/acknowledgement', access, handler: pages.acknowledge },
  ];
}
