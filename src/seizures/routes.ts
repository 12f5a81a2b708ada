import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import type { Seizures } from './context.ts';
import { entryPages } from './entry/pages/entry.ts';
import { exportPages } from './export/pages.ts';
import { recordPages } from './record/pages/record.ts';
import { searchPages } from './search/pages/search.ts';

/** The addresses of design.md section 5 that concern the database. Fixed words come before `:ref`. */
export function seizureRoutes(seizures: Seizures): Route<Right>[] {
  const search = searchPages(seizures);
  const exports = exportPages(seizures);
  const entry = entryPages(seizures);
  const record = recordPages(seizures);
  const read = 'database:read';
  const write = 'database:write';
  return [
    { method: 'get', path: '/seizures', access: read, handler: search.index },
    {
      method: 'get',
      path: '/seizures/export.csv',
      access: read,
      answers: 'data',
      counts: 'export',
      handler: exports.csv,
    },
    {
      method: 'get',
      path: '/seizures/export.xlsx',
      access: read,
      answers: 'data',
      counts: 'export',
      handler: exports.xlsx,
    },
    { method: 'get', path: '/seizures/new', access: write, handler: entry.start },
    { method: 'get', path: '/seizures/drafts', access: write, handler: entry.drafts },
    { method: 'get', path: '/seizures/drafts/:id', access: write, handler: entry.open },
    { method: 'get', path: '/seizures/drafts/:id/:step', access: write, handler: entry.step },
    { method: 'post', path: '/seizures/drafts/:id/removal', access: write, handler: entry.discard },
    { method: 'post', path: '/seizures/drafts/:id/submission', access: write, handler: entry.submit },
    { method: 'post', path: '/seizures/drafts/:id/:step', access: write, handler: entry.save },
    { method: 'get', path: '/seizures/:ref', access: read, handler: record.show },
    { method: 'get', path: '/seizures/:ref/history', access: read, handler: record.history },
    { method: 'get', path: '/seizures/:ref/edit', access: write, handler: entry.amend },
    { method: 'get', path: '/seizures/:ref/withdrawal', access: write, handler: record.askWithdrawal },
    { method: 'post', path: '/seizures/:ref/withdrawal', access: write, handler: record.withdraw },
  ];
}
