import type { Right } from '../../access/index.ts';
import { handlersOf, type Route } from '../../web/route.ts';
import type { AnalysisContext } from '../context.ts';
import { filePages } from './pages/file-pages.ts';
import { index } from './pages/index-page.ts';
import * as pages from './pages/sent-pages.ts';
import { openReports } from './read.ts';
import { openStandings } from './standings.ts';

/** What a Member owes other organizations; of which Member is asked by each page. */
export function obligationRoutes(context: AnalysisContext): Route<Right>[] {
  const reports = openReports(context);
  const files = filePages(context, reports);
  const sent = handlersOf({ ...context, standings: openStandings(context, reports) }, { index, ...pages });
  const access = 'obligations';
  const [base, report, one] = [
    '/analysis/obligations',
    '/analysis/obligations/:code/:report/:year',
    '/analysis/obligations/sent/:id',
  ];
  return [
    { method: 'get', path: base, access, handler: sent.index },
    { method: 'get', path: `${base}/files/:id`, access, answers: 'data', counts: 'export', handler: files.download },
    { method: 'get', path: one, access, handler: sent.show },
    { method: 'get', path: `${one}/edit`, access, handler: sent.askCorrection },
    { method: 'post', path: `${one}/edit`, access, handler: sent.correct },
    { method: 'get', path: `${one}/take-back`, access, handler: sent.askTakingBack },
    { method: 'post', path: `${one}/take-back`, access, handler: sent.takeBack },
    { method: 'get', path: report, access, handler: files.lines },
    { method: 'post', path: `${report}/files`, access, counts: 'export', handler: files.take },
    { method: 'get', path: `${report}/sent`, access, handler: sent.ask },
    { method: 'post', path: `${report}/sent`, access, handler: sent.write },
  ];
}
