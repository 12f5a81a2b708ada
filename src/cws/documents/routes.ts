import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import { kinds } from '../kinds/index.ts';
import { deskPages } from '../pages/desk.ts';
import { editPages } from '../pages/edit.ts';
import { listPage } from '../pages/list.ts';
import { showPage } from '../pages/show.ts';
import type { CwsContext } from '../context.ts';
import { listedKinds } from './listing.ts';

/** Writing, reviewing and reading documents of every kind. Fixed words come before `:ref`. */
export function documentRoutes(context: CwsContext): Route<Right>[] {
  const [edit, desk] = [editPages(context), deskPages(context)];
  const access = 'cws:write';
  const one = '/cws/documents/:ref';
  return [
    { method: 'get', path: '/cws/documents', access, handler: desk.index },
    { method: 'post', path: '/cws/documents/preview', access, answers: 'data', handler: edit.preview },
    { method: 'get', path: '/cws/documents/new/:kind', access, handler: edit.ask },
    { method: 'post', path: '/cws/documents/new/:kind', access, handler: edit.begin },
    { method: 'get', path: one, access, handler: desk.review },
    { method: 'get', path: `${one}/edit`, access, handler: edit.edit },
    { method: 'post', path: `${one}/edit`, access, handler: edit.save },
    { method: 'post', path: `${one}/submit`, access, handler: desk.submit },
    { method: 'post', path: `${one}/return`, access, handler: desk.sendBack },
    { method: 'post', path: `${one}/take-back`, access, handler: desk.takeBack },
    { method: 'post', path: `${one}/publish`, access, handler: desk.publish },
    { method: 'post', path: `${one}/widen`, access, handler: desk.widen },
    { method: 'post', path: `${one}/withdraw`, access, handler: desk.withdraw },
    { method: 'post', path: `${one}/revise`, access, handler: desk.revise },
    { method: 'post', path: `${one}/discard`, access, handler: desk.discard },
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
