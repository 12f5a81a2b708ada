import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CpdbContext } from '../context.ts';
import { path } from './collection.ts';
import { collectionFormPages } from './pages-form.ts';
import { collectionPages } from './pages.ts';

/** The addresses of collections: every member keeps some. */
export function collectionRoutes(context: CpdbContext): Route<Right>[] {
  const [pages, form] = [collectionPages(context), collectionFormPages(context)];
  const one = `${path}/:id`;
  return [
    { method: 'get', path, access: 'member', handler: pages.index },
    { method: 'get', path: `${path}/new`, access: 'member', handler: form.ask },
    { method: 'post', path: `${path}/new`, access: 'member', handler: form.make },
    { method: 'get', path: one, access: 'member', handler: pages.show },
    { method: 'get', path: `${one}/edit`, access: 'member', handler: form.edit },
    { method: 'post', path: `${one}/edit`, access: 'member', handler: form.save },
    { method: 'post', path: `${one}/pictures`, access: 'member', handler: pages.add },
    { method: 'post', path: `${one}/move`, access: 'member', handler: pages.move },
    { method: 'post', path: `${one}/discard`, access: 'member', handler: pages.discard },
    { method: 'post', path: '/cpdb/pictures/:ref/collect', access: 'member', handler: pages.collect },
  ];
}
