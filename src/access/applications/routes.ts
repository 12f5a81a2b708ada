import type { Texts } from '../../i18n/index.ts';
import type { Route } from '../../web/route.ts';
import type { Right } from '../rights.ts';
import { batchPages } from './pages/pages-batch.ts';
import { bulkPages } from './pages/pages-bulk.ts';
import { domainPages } from './pages/pages-domains.ts';
import { listPage } from './pages/pages-list.ts';
import { newPages } from './pages/pages-new.ts';
import { showPages } from './pages/pages-show.ts';
import { setupPages } from './setup/pages.ts';
import type { ApplicationsContext } from './context.ts';

const base = '/access/applications';

export function applicationRoutes(context: ApplicationsContext & { readonly texts: Texts }): Route<Right>[] {
  return [...setupRoutes(context), ...bulkRoutes(context), ...oneRoutes(context), ...domainRoutes(context)];
}

function oneRoutes(context: ApplicationsContext): Route<Right>[] {
  const [fresh, one] = [newPages(context), showPages(context)];
  return [
    { method: 'get', path: '/access', access: 'accounts:manage', handler: (_req, res) => res.redirect(303, base) },
    { method: 'get', path: base, access: 'accounts:manage', handler: listPage(context) },
    { method: 'post', path: base, access: 'accounts:manage', handler: fresh.send },
    { method: 'get', path: `${base}/new`, access: 'accounts:manage', handler: fresh.ask },
    { method: 'get', path: `${base}/:ref`, access: 'accounts:manage', handler: one.show },
    { method: 'post', path: `${base}/:ref/answer`, access: 'accounts:manage', handler: one.answer },
    { method: 'post', path: `${base}/:ref/withdrawal`, access: 'accounts:manage', handler: one.withdraw },
    { method: 'post', path: `${base}/:ref/link`, access: 'accounts:manage', handler: one.sendAgain },
    { method: 'post', path: `${base}/:ref/question`, access: 'administrator', handler: one.ask },
    { method: 'post', path: `${base}/:ref/refusal`, access: 'administrator', handler: one.refuse },
    { method: 'post', path: `${base}/:ref/grant`, access: 'administrator', stepUp: true, handler: one.grant },
  ];
}

/** Before those of one application, whose reference could be anything. */
function setupRoutes(context: ApplicationsContext & { readonly texts: Texts }): Route<Right>[] {
  const setup = setupPages(context);
  const access = 'administrator';
  return [
    { method: 'get', path: `${base}/setup`, access, handler: setup.ask },
    { method: 'post', path: `${base}/setup`, access, stepUp: true, handler: setup.send },
    { method: 'get', path: `${base}/setup/template.csv`, access, answers: 'data', handler: setup.template },
    { method: 'post', path: `${base}/setup/check`, access, body: 'upload', handler: setup.check },
  ];
}

function domainRoutes(context: ApplicationsContext): Route<Right>[] {
  const domains = domainPages(context);
  return [
    { method: 'get', path: '/access/domains', access: 'administrator', handler: domains.show },
    { method: 'post', path: '/access/domains', access: 'administrator', handler: domains.add },
    { method: 'post', path: '/access/domains/:id/removal', access: 'administrator', handler: domains.remove },
  ];
}

/** Before those of one application, whose reference could be anything. */
function bulkRoutes(context: ApplicationsContext & { readonly texts: Texts }): Route<Right>[] {
  const [bulk, batch] = [bulkPages(context), batchPages(context)];
  return [
    { method: 'get', path: `${base}/bulk`, access: 'accounts:manage', handler: bulk.ask },
    { method: 'post', path: `${base}/bulk`, access: 'accounts:manage', handler: bulk.send },
    {
      method: 'get',
      path: `${base}/bulk/template.xlsx`,
      access: 'accounts:manage',
      answers: 'data',
      handler: bulk.template,
    },
    {
      method: 'get',
      path: `${base}/bulk/template.csv`,
      access: 'accounts:manage',
      answers: 'data',
      handler: bulk.template,
    },
    { method: 'post', path: `${base}/bulk/check`, access: 'accounts:manage', body: 'upload', handler: bulk.check },
    { method: 'get', path: `${base}/batches/:batch`, access: 'accounts:manage', handler: batch.show },
    { method: 'post', path: `${base}/batches/:batch/refusal`, access: 'administrator', handler: batch.refuse },
    {
      method: 'post',
      path: `${base}/batches/:batch/grant`,
      access: 'administrator',
      stepUp: true,
      handler: batch.grant,
    },
  ];
}
