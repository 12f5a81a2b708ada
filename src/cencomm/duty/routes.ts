import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommContext } from '../context.ts';
import { dutyPages } from './pages-duty.ts';

const one = '/cencomm/operations/:id/duty';

/** Who is on duty for urgent messages of an operation. */
export function dutyRoutes(context: CencommContext): Route<Right>[] {
  const { duty, add, remove } = dutyPages(context);
  return [
    { method: 'get', path: one, access: 'cencomm', handler: duty },
    { method: 'post', path: one, access: 'cencomm', handler: add },
    { method: 'post', path: `${one}/:duty/removal`, access: 'cencomm', handler: remove },
  ];
}
