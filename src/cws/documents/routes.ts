import type { Right } from '../../access/index.ts';
import { handlersOf, type Route } from '../../web/route.ts';
import { kinds } from '../kinds/index.ts';
import * as deskPages from '../pages/desk.ts';
import * as editPages from '../pages/edit.ts';
import { compare } from '../pages/compare.ts';
import { listPage } from '../pages/list.ts';
import { showPage } from '../pages/show.ts';
import { copyFigure, sheetFigure } from '../pages/figure.ts';
import type { CwsContext } from '../context.ts';
import { listedKinds } from './listing.ts';

/** Writing, reviewing and reading documents of every kind. Fixed words come before `:ref`. */
export function documentRoutes(context: CwsContext): Route<Right>[] {
  const [edit, desk] = [handlersOf(context, editPages), handlersOf(context, deskPages)];
  const access = 'cws:write';
  const one = '/cws/documents/:ref';
  return [
    { method: 'get', path: '/cws/documents', access, handler: desk.index },
    {
      method: 'post',
      path: '/cws/documents/preview',
      access,
      answers: 'data',
      counts: 'preview',
      handler: edit.preview,
    },
    { method: 'get', path: '/cws/documents/new/:kind', access, handler: edit.ask },
    { method: 'post', path: '/cws/documents/new/:kind', access, handler: edit.postNew },
    { method: 'get', path: one, access, handler: desk.review },
    { method: 'get', path: `${one}/edit`, access, handler: edit.edit },
    { method: 'post', path: `${one}/edit`, access, handler: edit.postEdit },
    { method: 'post', path: `${one}/submit`, access, handler: desk.postSubmission },
    { method: 'post', path: `${one}/return`, access, handler: desk.postReturn },
    { method: 'post', path: `${one}/take-back`, access, handler: desk.postTakeBack },
    { method: 'post', path: `${one}/publish`, access, handler: desk.postPublication },
    { method: 'post', path: `${one}/widen`, access, handler: desk.postWidening },
    { method: 'post', path: `${one}/world`, access, handler: desk.postWorldRequest },
    { method: 'post', path: `${one}/world/taking-back`, access, handler: desk.postWorldTakingBack },
    { method: 'post', path: `${one}/world/refusal`, access, handler: desk.postWorldRefusal },
    { method: 'post', path: `${one}/withdraw`, access, handler: desk.postWithdrawal },
    { method: 'post', path: `${one}/revise`, access, handler: desk.postRevision },
    { method: 'post', path: `${one}/discard`, access, handler: desk.postDiscard },
    { method: 'get', path: `${one}/compare`, access: 'member', handler: (req, res) => compare(context, req, res) },
    {
      method: 'get',
      path: `${one}/figures/:file`,
      access,
      answers: 'data',
      counts: 'export',
      handler: (req, res) => copyFigure(context, req, res),
    },
    {
      method: 'get',
      path: `${kinds.sheet.base}/:ref/figures/:file`,
      access: 'member',
      answers: 'data',
      counts: 'export',
      handler: (req, res) => sheetFigure(context, req, res),
    },
    ...listedKinds.map(
      (kind): Route<Right> => ({
        method: 'get',
        path: kinds[kind].base,
        access: 'member',
        handler: listPage(context, kind),
      }),
    ),
    ...Object.values(kinds).map(
      ({ code, base }): Route<Right> => ({
        method: 'get',
        path: `${base}/:ref`,
        access: 'member',
        handler: showPage(context, code),
      }),
    ),
  ];
}
