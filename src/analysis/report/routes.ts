import type { Right } from '../../access/index.ts';
import { handlersOf, type Route } from '../../web/route.ts';
import type { AnalysisContext } from '../context.ts';
import * as countPages from './pages/count-pages.ts';
import * as pages from './pages/desk-pages.ts';
import * as figurePages from './pages/figure-pages.ts';
import * as filePages from './pages/file-pages.ts';
import * as recallPages from './pages/recall-pages.ts';
import { readerPages } from './pages/reader-pages.ts';

/** Yearly reports and bulletins: read by whoever reads the database, written at the desk. */
export function reportRoutes(context: AnalysisContext): Route<Right>[] {
  const read = readerPages(context);
  const desk = handlersOf(context, pages);
  const files = handlersOf(context, filePages);
  const figures = handlersOf(context, figurePages);
  const recalls = handlersOf(context, recallPages);
  const counts = handlersOf(context, countPages);
  const file = { method: 'get', access: 'database:read', answers: 'data' } as const;
  const [base, one, at] = [
    '/analysis/report',
    '/analysis/report/:slug/desk',
    '/analysis/report/:slug/desk/:section',
  ] as const;
  const access = 'report:edit';
  return [
    { method: 'get', path: base, access: 'database:read', handler: read.index },
    { method: 'get', path: `${base}/new`, access, handler: desk.askBegin },
    { method: 'post', path: `${base}/new`, access, handler: desk.begin },
    { ...file, path: `${base}/files/:id`, counts: 'export', handler: files.download },
    { ...file, path: `${base}/files/:id/progress`, handler: files.progress },
    { method: 'post', path: `${base}/files/:id/stop`, access, handler: files.stop },
    { method: 'get', path: `${base}/counts/:id/progress`, access, answers: 'data', handler: counts.progress },
    { method: 'post', path: `${base}/counts/:id/stop`, access, handler: counts.stop },
    { method: 'post', path: `${base}/recalls/:id/noted`, access: 'database:read', handler: recalls.noted },
    { method: 'get', path: `${base}/:slug`, access: 'database:read', handler: read.report },
    { method: 'get', path: one, access, handler: desk.desk },
    { method: 'post', path: `${one}/publication`, access, stepUp: true, handler: desk.publish },
    { method: 'get', path: `${one}/recall`, access, stepUp: true, handler: recalls.ask },
    { method: 'post', path: `${one}/recall`, access, stepUp: true, handler: recalls.recall },
    { method: 'post', path: `${one}/figures`, access, handler: desk.freeze },
    { method: 'post', path: `${one}/comparison`, access, handler: desk.compare },
    { method: 'get', path: `${one}/work`, access, handler: counts.works },
    { method: 'post', path: `${one}/files`, access, counts: 'export', handler: files.askFile },
    { method: 'get', path: at, access, handler: desk.desk },
    { method: 'get', path: `${at}/text`, access, handler: desk.askText },
    { method: 'post', path: `${at}/text`, access, handler: desk.saveText },
    { method: 'post', path: `${at}/notes`, access, handler: desk.addNote },
    { method: 'post', path: `${at}/notes/:id`, access, handler: desk.closeNote },
    { method: 'get', path: `${at}/cases/new`, access, handler: desk.askCase },
    { method: 'post', path: `${at}/cases/new`, access, handler: desk.addCase },
    { method: 'post', path: `${at}/cases/:id/removal`, access, handler: desk.removeCase },
    { method: 'post', path: `${at}/state`, access, handler: desk.move },
    { method: 'get', path: `${base}/:slug/:section`, access: 'database:read', handler: read.section },
    { ...file, path: `${base}/:slug/figures/:file`, counts: 'export', handler: figures.front },
    { ...file, path: `${base}/:slug/:section/figures/:file`, counts: 'export', handler: figures.file },
  ];
}
