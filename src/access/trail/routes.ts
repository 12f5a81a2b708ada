import type { Route } from '../../web/route.ts';
import type { Right } from '../rights.ts';
import { trailPages, type TrailDeps } from './pages.ts';
import { exportPages } from './pages-exports.ts';

/** The audit trail. What discloses or lets disclose asks for a fresh proof. */
export function trailRoutes(deps: TrailDeps): Route<Right>[] {
  const pages = trailPages(deps);
  const exports = exportPages(deps);
  const all = 'administrator';
  return [
    { method: 'get', path: '/access/audit', access: 'trail', handler: pages.list },
    { method: 'get', path: '/access/audit/rows/:row', access: 'trail', handler: pages.row },
    { method: 'get', path: '/access/audit/chain', access: all, handler: pages.chain },
    { method: 'post', path: '/access/audit/checks', access: all, handler: pages.check },
    { method: 'get', path: '/access/audit/exports', access: all, handler: exports.list },
    { method: 'get', path: '/access/audit/exports/new', access: all, handler: exports.ask },
    { method: 'post', path: '/access/audit/exports', access: all, handler: exports.begin },
    { method: 'get', path: '/access/audit/exports/:number', access: all, handler: exports.show },
    {
      method: 'post',
      path: '/access/audit/exports/:number/decision',
      access: all,
      stepUp: true,
      handler: exports.decide,
    },
    {
      method: 'get',
      path: '/access/audit/exports/:number/file.csv',
      access: all,
      answers: 'data',
      stepUp: true,
      counts: 'export',
      handler: exports.csv,
    },
    {
      method: 'get',
      path: '/access/audit/exports/:number/manifest.json',
      access: all,
      answers: 'data',
      handler: exports.manifest,
    },
  ];
}
