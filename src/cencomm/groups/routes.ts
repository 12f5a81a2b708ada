import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommContext } from '../context.ts';
import { groupPages } from './pages-groups.ts';

const all = '/cencomm/operations/:id/groups';

/** Groups of members of an operation, to address messages to. */
export function groupRoutes(context: CencommContext): Route<Right>[] {
  const { groups, make, group, change, remove } = groupPages(context);
  return [
    { method: 'get', path: all, access: 'cencomm', handler: groups },
    { method: 'post', path: all, access: 'cencomm', handler: make },
    { method: 'get', path: `${all}/:group`, access: 'cencomm', handler: group },
    { method: 'post', path: `${all}/:group`, access: 'cencomm', handler: change },
    { method: 'post', path: `${all}/:group/removal`, access: 'cencomm', handler: remove },
  ];
}
