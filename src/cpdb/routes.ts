import type { Right } from '../access/index.ts';
import type { Route } from '../web/route.ts';
import { collectionRoutes } from './collections/routes.ts';
import { findPages } from './gallery/pages-find.ts';
import { galleryPages } from './gallery/pages.ts';
import { imagePages } from './images/pages.ts';
import { oneImagePages } from './images/pages-one.ts';
import { servePages } from './images/pages-serve.ts';
import { contributePages } from './pictures/pages-contribute.ts';
import { picturePages } from './pictures/pages-show.ts';
import { reviewPages } from './review/pages.ts';
import type { CpdbContext } from './context.ts';
import { trainingRoutes } from './training/routes.ts';
import { watchPages } from './watches/pages.ts';

/** The addresses of the Concealment Picture Database. */
export function cpdbRoutes(context: CpdbContext): Route<Right>[] {
  const [contribute, picture, images, one, review, serve] = [
    contributePages(context),
    picturePages(context),
    imagePages(context),
    oneImagePages(context),
    reviewPages(context),
    servePages(context),
  ];
  const [find, gallery, watch] = [findPages(context), galleryPages(context), watchPages(context)];
  const own = '/cpdb/pictures/:ref';
  const files = `${own}/files`;
  return [
    ...trainingRoutes(context),
    ...collectionRoutes(context),
    { method: 'get', path: '/cpdb', access: 'member', handler: gallery.index },
    { method: 'post', path: '/cpdb/collect', access: 'member', handler: gallery.collect },
    { method: 'get', path: '/cpdb/find', access: 'member', handler: find.ask },
    { method: 'post', path: '/cpdb/find', access: 'member', body: 'upload', handler: find.find },
    { method: 'get', path: '/cpdb/watches/new', access: 'member', handler: watch.ask },
    { method: 'post', path: '/cpdb/watches/new', access: 'member', handler: watch.make },
    { method: 'get', path: '/cpdb/watches/:id', access: 'member', handler: watch.show },
    { method: 'post', path: '/cpdb/watches/:id/end', access: 'member', handler: watch.end },
    { method: 'get', path: '/cpdb/new', access: 'database:write', handler: contribute.ask },
    { method: 'post', path: '/cpdb/new', access: 'database:write', handler: contribute.begin },
    { method: 'get', path: '/cpdb/contributions', access: 'database:write', handler: review.own },
    { method: 'get', path: '/cpdb/review', access: 'cpdb:review', handler: review.queue },
    { method: 'post', path: '/cpdb/reports/:id/close', access: 'cpdb:review', handler: picture.closeReport },
    { method: 'get', path: own, access: 'member', handler: picture.show },
    { method: 'get', path: `${own}/edit`, access: 'database:write', handler: contribute.edit },
    { method: 'post', path: `${own}/edit`, access: 'database:write', handler: contribute.save },
    { method: 'post', path: `${own}/submit`, access: 'database:write', handler: picture.submit },
    { method: 'post', path: `${own}/take-back`, access: 'database:write', handler: picture.takeBack },
    { method: 'post', path: `${own}/discard`, access: 'database:write', handler: picture.discard },
    { method: 'post', path: `${own}/withdraw`, access: 'database:write', handler: picture.withdraw },
    { method: 'post', path: `${own}/publish`, access: 'cpdb:review', handler: picture.publish },
    { method: 'post', path: `${own}/return`, access: 'cpdb:review', handler: picture.sendBack },
    { method: 'post', path: `${own}/report`, access: 'member', handler: picture.report },
    { method: 'get', path: files, access: 'database:write', handler: images.index },
    { method: 'post', path: files, access: 'database:write', body: 'upload', handler: images.add },
    { method: 'post', path: `${files}/arrangement`, access: 'database:write', handler: images.arrange },
    { method: 'get', path: `${files}/:id`, access: 'database:write', handler: one.show },
    { method: 'post', path: `${files}/:id/regions`, access: 'database:write', handler: one.mark },
    { method: 'post', path: `${files}/:id/blur`, access: 'database:write', handler: one.blur },
    { method: 'post', path: `${files}/:id/another`, access: 'database:write', handler: one.another },
    {
      method: 'get',
      path: '/cpdb/images/:id/original',
      access: 'member',
      answers: 'data',
      counts: 'export',
      handler: serve.original,
    },
    {
      method: 'get',
      path: '/cpdb/images/:id/tiles/:level/:column/:row',
      access: 'member',
      answers: 'data',
      counts: 'image',
      handler: serve.tile,
    },
    {
      method: 'get',
      path: '/cpdb/images/:id/:size',
      access: 'member',
      answers: 'data',
      counts: 'image',
      handler: serve.picture,
    },
  ];
}
