import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { Seizures } from '../context.ts';
import { watchActs, watchForm } from './pages/edit.ts';
import { handOverPages } from './pages/handover.ts';
import { leavePages } from './pages/leave.ts';
import { watchPages } from './pages/watches.ts';

/** Saved searches and watch lists; whose is a question of its own. Letters are left without signing in. */
export function watchRoutes(seizures: Seizures): Route<Right>[] {
  const { context } = seizures;
  const [pages, form, acts] = [watchPages(seizures), watchForm(context), watchActs(context)];
  const [handing, leaving] = [handOverPages(context), leavePages(context)];
  const base = '/seizures/watches';
  const read = 'database:read';
  return [
    { method: 'get', path: base, access: read, handler: pages.index },
    { method: 'post', path: base, access: read, handler: pages.save },
    { method: 'get', path: `${base}/leave/:token`, access: 'public', handler: leaving.show },
    { method: 'post', path: `${base}/leave/:token`, access: 'public', oneClick: true, handler: leaving.leave },
    { method: 'get', path: `${base}/:id`, access: read, handler: pages.show },
    { method: 'get', path: `${base}/:id/edit`, access: read, handler: form.edit },
    { method: 'post', path: `${base}/:id/edit`, access: read, handler: form.change },
    { method: 'post', path: `${base}/:id/search`, access: read, handler: acts.search },
    { method: 'post', path: `${base}/:id/repair`, access: read, handler: acts.repair },
    { method: 'post', path: `${base}/:id/end`, access: read, handler: acts.end },
    { method: 'get', path: `${base}/:id/handover`, access: read, handler: handing.ask },
    { method: 'post', path: `${base}/:id/handover`, access: read, handler: handing.handOver },
  ];
}
