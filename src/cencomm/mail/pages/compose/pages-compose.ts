import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../../access/index.ts';
import { BadRequest } from '../../../../errors.ts';
import { choice, freeText, readQuery } from '../../../../fields/index.ts';
import { wordsOf, type CencommContext } from '../../../context.ts';
import { templateOf } from '../../../forms/templates/index.ts';
import { beginTyped } from '../../writing/compose-begin.ts';
import { listDrafts, readDraft } from '../../writing/store-drafts.ts';
import { readAddressees } from '../../../groups/groups.ts';
import { mixable } from '../../writing/compose-form.ts';
import { savePage } from './pages-compose-save.ts';
import { enterToCompose, showCompose } from './pages-compose-show.ts';
import { openMail } from '../pages-side.ts';
import { presentDrafts } from '../presenter-drafts.ts';
import { render } from '../../../../web/render.ts';

/** Writing a message: a draft that is kept, sealed, from the first saving until it is sent. */
export function composePages(context: CencommContext) {
  const { pool, keys } = context;
  return {
    save: savePage(context),

    async drafts(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const page = await openMail(context, req, res, 'drafts');
      const drafts = await listDrafts(pool, page.viewer, keys, page.entered);
      render(res, 'cencomm/mail/drafts', {
        ...page,
        ...presentDrafts(page.entered.operation.id, drafts, page.words),
        title: page.words.t('cencommmail:box.drafts'),
      });
    },

    async begin(req: Request, res: Response): Promise<void> {
      const { reply, all, forward, member, group, template } = readQuery(req.query, {
        reply: freeText,
        all: choice(['1']),
        forward: freeText,
        member: freeText,
        group: freeText,
        template: freeText,
      });
      const entered = await enterToCompose(context, req);
      const ready = template === '' ? {} : templateOf(template);
      if (!ready) {
        const values = { value: template.slice(0, 60) };
        throw new BadRequest([{ path: 'template', key: 'forms:problem.malformed', values }]);
      }
      const addressees = await readAddressees(context, entered);
      const beginning = { reply, isToAll: all === '1', forward, member, group };
      const typed = await beginTyped(context, viewerOf(req), entered, addressees, beginning, wordsOf(context, res));
      await showCompose(context, req, res, entered, {
        draftId: randomUUID(),
        typed: { ...typed, ...ready, window: randomUUID() },
        isBegun: !reply && !forward,
      });
    },

    async reopen(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: choice(['saved', 'attached', 'removed']) });
      const entered = await enterToCompose(context, req);
      const { id, typed, savedAt, version } = await readDraft(pool, viewerOf(req), keys, entered, req.params.draft);
      await showCompose(context, req, res, entered, {
        draftId: id,
        typed: { ...mixable(typed ?? {}), window: randomUUID() },
        version,
        savedAt,
        ...(done ? { done } : {}),
        ...(typed ? {} : { problems: [{ path: '', key: 'cencommmail:problem.draftBroken' }] }),
      });
    },
  };
}
