import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CencommContext } from '../context.ts';
import { boardPages } from './figures/pages-board.ts';
import { figurePages } from './figures/pages-figures.ts';
import { formPages } from './pages/pages-form.ts';
import { sendPage } from './pages/pages-form-send.ts';
import { amendPage } from './versions/pages-amend.ts';
import { versionPages } from './versions/pages-version.ts';

/**
 * Warnings, feedback and seizures of an operation, with their board, tally and report. Membership is checked by
 * `enter`.
 */
export function formRoutes(context: CencommContext): Route<Right>[] {
  const [form, send, board, figures] = [
    formPages(context),
    sendPage(context),
    boardPages(context),
    figurePages(context),
  ];
  const version = versionPages(context);
  const [base, access] = ['/cencomm/operations/:id', 'cencomm'] as const;
  return [
    { method: 'get', path: `${base}/forms/:kind/new`, access, handler: form.ask },
    { method: 'post', path: `${base}/forms/:kind`, access, body: 'upload', handler: send },
    { method: 'post', path: `${base}/forms/drafts/:draft/discard`, access, handler: form.discard },
    { method: 'get', path: `${base}/board`, access, handler: board.board },
    { method: 'get', path: `${base}/tally`, access, handler: figures.tally },
    { method: 'get', path: `${base}/report`, access, handler: figures.report },
    { method: 'post', path: `${base}/mail/:message/record`, access, handler: board.record },
    { method: 'post', path: `${base}/mail/:message/record-amendment`, access, handler: board.amendRecord },
    { method: 'get', path: `${base}/mail/:message/amendment`, access, handler: amendPage(context) },
    { method: 'get', path: `${base}/mail/:message/withdrawal`, access, handler: version.askWithdrawal },
    { method: 'post', path: `${base}/mail/:message/withdrawal`, access, handler: version.withdraw },
    { method: 'get', path: `${base}/mail/:message/standing-down`, access, handler: version.askStandingDown },
    { method: 'post', path: `${base}/mail/:message/standing-down`, access, handler: version.standDown },
  ];
}
