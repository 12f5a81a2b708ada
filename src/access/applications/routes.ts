import type { Route } from '../../web/route.ts';
import type { Right } from '../rights.ts';
import { domainPages } from './pages-domains.ts';
import { listPage } from './pages-list.ts';
import { newPages } from './pages-new.ts';
import { showPages } from './pages-show.ts';
import type { ApplicationRoom } from './room.ts';

const base = '/access/applications';

export function applicationRoutes(room: ApplicationRoom): Route<Right>[] {
  const [fresh, one, domains] = [newPages(room), showPages(room), domainPages(room)];
  return [
    { method: 'get', path: '/access', access: 'apply', handler: (_req, res) => res.redirect(303, base) },
    { method: 'get', path: base, access: 'apply', handler: listPage(room) },
    { method: 'post', path: base, access: 'apply', handler: fresh.send },
    { method: 'get', path: `${base}/new`, access: 'apply', handler: fresh.ask },
    { method: 'get', path: `${base}/:ref`, access: 'apply', handler: one.show },
    { method: 'post', path: `${base}/:ref/answer`, access: 'apply', handler: one.answer },
    { method: 'post', path: `${base}/:ref/withdrawal`, access: 'apply', handler: one.withdraw },
    { method: 'post', path: `${base}/:ref/link`, access: 'apply', handler: one.sendAgain },
    { method: 'post', path: `${base}/:ref/question`, access: 'administrator', handler: one.ask },
    { method: 'post', path: `${base}/:ref/refusal`, access: 'administrator', handler: one.refuse },
    // Grants: a step-up belongs here.
    { method: 'post', path: `${base}/:ref/grant`, access: 'administrator', handler: one.grant },
    { method: 'get', path: '/access/domains', access: 'administrator', handler: domains.show },
    { method: 'post', path: '/access/domains', access: 'administrator', handler: domains.add },
    { method: 'post', path: '/access/domains/:id/removal', access: 'administrator', handler: domains.remove },
  ];
}
