import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommContext } from '../context.ts';
import { composePages } from './pages/compose/pages-compose.ts';
import { exportPages } from './pages/pages-exports.ts';
import { filePages } from './pages/pages-files.ts';
import { folderPages } from './pages/pages-folders.ts';
import { inboxPages } from './pages/pages-inbox.ts';
import { listPages } from './pages/pages-list.ts';
import { searchPages } from '../search/pages.ts';

/**
 * Mail inside an operation, and one inbox for all of them. Membership is checked by `enter`; fixed words come before
 * `:message`.
 */
export function mailRoutes(context: CencommContext): Route<Right>[] {
  const [list, compose, folders, search, files, exports, inbox] = [
    listPages(context),
    composePages(context),
    folderPages(context),
    searchPages(context),
    filePages(context),
    exportPages(context),
    inboxPages(context),
  ];
  const access = 'cencomm';
  const mail = '/cencomm/operations/:id/mail';
  return [
    { method: 'get', path: '/cencomm/inbox', access, handler: inbox.index },
    { method: 'get', path: '/cencomm/inbox/search', access, handler: search.askAll },
    { method: 'post', path: '/cencomm/inbox/search', access, handler: search.findAll },
    { method: 'get', path: mail, access, handler: list.index },
    { method: 'post', path: `${mail}/acts`, access, handler: list.act },
    { method: 'post', path: `${mail}/preview`, access, answers: 'data', counts: 'preview', handler: list.preview },
    { method: 'get', path: `${mail}/new`, access, handler: compose.begin },
    { method: 'get', path: `${mail}/drafts`, access, handler: compose.drafts },
    { method: 'get', path: `${mail}/drafts/:draft`, access, handler: compose.reopen },
    {
      method: 'post',
      path: `${mail}/drafts/:draft`,
      access,
      body: 'upload',
      keepsTyped: { files: ['file'], instead: ['then', 'save'] },
      handler: compose.save,
    },
    { method: 'get', path: `${mail}/search`, access, handler: search.ask },
    { method: 'post', path: `${mail}/search`, access, handler: search.find },
    { method: 'get', path: `${mail}/folders`, access, handler: folders.index },
    { method: 'post', path: `${mail}/folders`, access, handler: folders.make },
    { method: 'post', path: `${mail}/folders/:folder`, access, handler: folders.change },
    { method: 'get', path: `${mail}/exports`, access, handler: exports.index },
    { method: 'get', path: `${mail}/exports/new`, access, handler: exports.ask },
    { method: 'post', path: `${mail}/exports`, access, handler: exports.begin },
    { method: 'post', path: `${mail}/exports/:export`, access, handler: exports.decide },
    { method: 'post', path: `${mail}/exports/:export/file`, access, counts: 'export', handler: exports.fetch },
    { method: 'get', path: `${mail}/:message`, access, handler: list.show },
    { method: 'get', path: `${mail}/:message/files/:file`, access, answers: 'data', handler: files.open },
    {
      method: 'get',
      path: `${mail}/:message/files/:file/picture`,
      access,
      answers: 'data',
      counts: 'image',
      handler: files.picture,
    },
  ];
}
