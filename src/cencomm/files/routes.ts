import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommContext } from '../context.ts';
import { folderPages } from './pages/pages.ts';
import { filePages } from './pages/pages-file.ts';
import { sendPages } from './pages/pages-send.ts';
import { uploadPages } from './pages/pages-uploads.ts';

/** The library of an operation. */
export function fileRoutes(context: CencommContext): Route<Right>[] {
  const [folders, files, uploads, send] = [
    folderPages(context),
    filePages(context),
    uploadPages(context),
    sendPages(context),
  ];
  const library = '/cencomm/operations/:id/files';
  const folder = `${library}/folders/:folder`;
  const upload = `${library}/uploads/:upload`;
  const file = `${library}/:file`;
  const access = 'cencomm';
  return [
    { method: 'get', path: library, access, handler: folders.index },
    { method: 'post', path: library, access, body: 'upload', handler: folders.add },
    { method: 'get', path: `${library}/removed`, access, handler: files.removed },
    { method: 'post', path: `${library}/folders`, access, handler: folders.make },
    { method: 'get', path: folder, access, handler: folders.folder },
    { method: 'post', path: folder, access, body: 'upload', handler: folders.add },
    { method: 'get', path: `${folder}/edit`, access, handler: folders.edit },
    { method: 'post', path: `${folder}/edit`, access, handler: folders.change },
    { method: 'post', path: `${folder}/removal`, access, handler: folders.remove },
    // Pieces arrive quickly: they are limited as images are.
    { method: 'post', path: `${library}/uploads`, access, answers: 'data', handler: uploads.begin },
    { method: 'get', path: upload, access, answers: 'data', counts: 'image', handler: uploads.state },
    {
      method: 'post',
      path: `${upload}/pieces/:number`,
      access,
      answers: 'data',
      body: 'upload',
      counts: 'image',
      handler: uploads.piece,
    },
    { method: 'post', path: `${upload}/removal`, access, handler: uploads.drop },
    { method: 'get', path: file, access, handler: files.show },
    { method: 'post', path: `${file}/versions`, access, body: 'upload', handler: files.addVersion },
    { method: 'get', path: `${file}/versions/:version`, access, answers: 'data', handler: send.open },
    {
      method: 'get',
      path: `${file}/versions/:version/picture`,
      access,
      answers: 'data',
      counts: 'image',
      handler: send.picture,
    },
    { method: 'post', path: `${file}/move`, access, handler: files.move },
    { method: 'post', path: `${file}/removal`, access, handler: files.remove },
    { method: 'post', path: `${file}/restoral`, access, handler: files.restore },
  ];
}
