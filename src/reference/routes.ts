import type { Route } from '../web/route.ts';
import type { Lists } from './lists.ts';
import type { Offices } from './offices.ts';
import { showList, showOptions, showOverview } from './pages/pages.ts';

/** Routes of the reference lists. Who may enter is the caller's word: this feature knows no access rights. */
export function referenceRoutes<A>({ lists }: { lists: Lists; offices: Offices }, access: A): Route<A>[] {
  return [
    { method: 'get', path: '/reference', access, handler: showOverview(lists) },
    { method: 'get', path: '/reference/:kind', access, handler: showList(lists) },
    { method: 'get', path: '/reference/:kind/options', access, answers: 'data', handler: showOptions(lists) },
  ];
}
