import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { Seizures } from '../context.ts';
import { approvalPages } from './pages/pages.ts';
import { rulesPages } from './pages/rules.ts';

/** The contact point's desk, and the rules of the office. */
export function approvalRoutes(seizures: Seizures): Route<Right>[] {
  const [pages, rules] = [approvalPages(seizures), rulesPages(seizures)];
  const access = 'database:approve';
  return [
    { method: 'get', path: '/seizures/approval', access, handler: pages.list },
    { method: 'post', path: '/seizures/approval', access, handler: pages.approve },
    { method: 'get', path: '/seizures/approval/rules', access, handler: rules.ask },
    { method: 'post', path: '/seizures/approval/rules', access, handler: rules.save },
    { method: 'get', path: '/seizures/approval/:id', access, handler: pages.open },
    { method: 'post', path: '/seizures/approval/:id/return', access, handler: pages.sendBack },
  ];
}
