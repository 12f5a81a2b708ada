import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import type { SeizuresContext } from '../seizures/index.ts';
import { checkPages } from './check/pages-check.ts';
import { columnPages } from './columns/pages-columns.ts';
import { deskOf } from './pages-common.ts';
import { listPages } from './upload/pages-list.ts';
import { readPages } from './read/pages-read.ts';
import { resultPages } from './result/pages-result.ts';
import { keptWordPages } from './kept-words/pages-kept-words.ts';
import { keptWords } from './kept-words/presenter-kept-words.ts';
import { shapePages } from './shapes/pages-shapes.ts';
import { totalsPages } from './totals/pages-totals.ts';
import { wordPages } from './words/pages-words.ts';

/** The addresses of the file import. Fixed words come before `:id`. */
export function importRoutes(context: SeizuresContext): Route<Right>[] {
  const desk = deskOf(context);
  const list = listPages(desk);
  const read = readPages(desk);
  const columns = columnPages(desk);
  const words = wordPages(desk);
  const check = checkPages(desk);
  const result = resultPages(desk);
  const shapes = shapePages(desk);
  const kept = keptWordPages(desk);
  const totals = totalsPages(desk);
  const access = 'database:write';
  return [
    { method: 'get', path: '/seizures/imports', access, handler: list.index },
    { method: 'post', path: '/seizures/imports', access, body: 'upload', handler: list.receive },
    { method: 'get', path: '/seizures/imports/new', access, handler: list.start },
    { method: 'get', path: '/seizures/imports/template.xlsx', access, answers: 'data', handler: list.template },
    { method: 'get', path: '/seizures/imports/products', access, answers: 'data', handler: list.products },
    { method: 'get', path: '/seizures/imports/shapes', access, handler: shapes.shapes },
    { method: 'post', path: '/seizures/imports/shapes', access, handler: shapes.forget },
    { method: 'get', path: '/seizures/imports/shapes/:shape', access, handler: shapes.shape },
    { method: 'post', path: '/seizures/imports/shapes/:shape', access, handler: shapes.change },
    { method: 'get', path: keptWords, access, handler: kept.list },
    { method: 'post', path: keptWords, access, handler: kept.take },
    { method: 'get', path: `${keptWords}/:answer`, access, handler: kept.answer },
    { method: 'post', path: `${keptWords}/:answer/undo`, access, handler: kept.undo },
    { method: 'get', path: '/seizures/imports/:id', access, handler: list.go },
    { method: 'get', path: '/seizures/imports/:id/read', access, handler: read.read },
    { method: 'post', path: '/seizures/imports/:id/read', access, handler: read.send },
    { method: 'get', path: '/seizures/imports/:id/columns', access, handler: columns.columns },
    { method: 'post', path: '/seizures/imports/:id/columns', access, handler: columns.sendColumns },
    { method: 'get', path: '/seizures/imports/:id/styles', access, handler: columns.styles },
    { method: 'post', path: '/seizures/imports/:id/styles', access, handler: columns.sendStyles },
    { method: 'get', path: '/seizures/imports/:id/words', access, handler: words.words },
    { method: 'post', path: '/seizures/imports/:id/words', access, handler: words.send },
    { method: 'get', path: '/seizures/imports/:id/check', access, handler: check.check },
    { method: 'post', path: '/seizures/imports/:id/check', access, handler: check.send },
    { method: 'get', path: '/seizures/imports/:id/result', access, handler: result.result },
    { method: 'post', path: '/seizures/imports/:id/result', access, handler: result.sendResult },
    { method: 'get', path: '/seizures/imports/:id/totals', access, handler: totals.totals },
    { method: 'post', path: '/seizures/imports/:id/totals', access, handler: totals.send },
    { method: 'get', path: '/seizures/imports/:id/history', access, handler: result.history },
    { method: 'get', path: '/seizures/imports/:id/progress', access, answers: 'data', handler: result.progress },
    { method: 'post', path: '/seizures/imports/:id/stop', access, handler: result.stop },
    { method: 'post', path: '/seizures/imports/:id/commit', access, handler: result.commit },
    { method: 'post', path: '/seizures/imports/:id/undo', access, handler: result.undo },
    { method: 'post', path: '/seizures/imports/:id/discard', access, handler: result.discard },
    {
      method: 'get',
      path: '/seizures/imports/:id/rejected.csv',
      access,
      answers: 'data',
      handler: result.rejected('csv'),
    },
    {
      method: 'get',
      path: '/seizures/imports/:id/rejected.xlsx',
      access,
      answers: 'data',
      handler: result.rejected('xlsx'),
    },
  ];
}
