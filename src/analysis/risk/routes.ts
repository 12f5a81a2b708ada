import type { Right } from '../../access/index.ts';
import { handlersOf, type Route } from '../../web/route.ts';
import type { AnalysisContext } from '../context.ts';
import { riskContext } from './pages/common.ts';
import { file, index, start } from './pages/index-page.ts';
import * as indicatorPages from './pages/indicator-pages.ts';
import * as searchPages from './pages/search-pages.ts';

/** Searches for indicators are of an office; what is kept is of the office and its RILO. */
export function riskRoutes(context: AnalysisContext): Route<Right>[] {
  const risk = riskContext(context);
  const list = handlersOf(risk, { index, file, start });
  const search = handlersOf(risk, searchPages);
  const one = handlersOf(risk, indicatorPages);
  const base = '/analysis/risk-indicators';
  const [found, kept] = [`${base}/searches/:id`, `${base}/:indicator`];
  const [access, keeping] = ['database:read', 'database:write'] as const;
  const figure = { method: 'get', access, answers: 'data', counts: 'export' } as const;
  return [
    { method: 'get', path: base, access, handler: list.index },
    { ...figure, path: `${base}/files/:file`, handler: list.file },
    { method: 'post', path: `${base}/searches`, access, handler: list.start },
    { method: 'get', path: found, access, handler: search.show },
    { method: 'get', path: `${found}/progress`, access, answers: 'data', handler: search.progress },
    { method: 'post', path: `${found}/stop`, access, handler: search.stop },
    { ...figure, path: `${found}/files/:file`, handler: search.file },
    { method: 'get', path: `${found}/:place`, access, handler: search.found },
    { ...figure, path: `${found}/:place/files/:file`, handler: search.foundFile },
    { method: 'post', path: `${found}/:place/keep`, access: keeping, handler: search.keep },
    { method: 'get', path: kept, access, handler: one.show },
    { ...figure, path: `${kept}/files/:file`, handler: one.file },
    { method: 'post', path: `${kept}/alert`, access: 'cws:write', handler: one.alert },
    { method: 'post', path: `${kept}/watch`, access, handler: one.watch },
    { method: 'post', path: `${kept}/noted`, access, handler: one.noted },
    { method: 'get', path: `${kept}/give-up`, access: keeping, handler: one.askGiveUp },
    { method: 'post', path: `${kept}/give-up`, access: keeping, handler: one.giveUp },
  ];
}
