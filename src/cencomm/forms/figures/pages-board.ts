import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { choice, readQuery } from '../../../fields/index.ts';
import { recordWordsFor } from '../../../seizures/index.ts';
import { enter } from '../../operations/store.ts';
import { frameOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { casesOf, type BoardFilter } from './board.ts';
import { readForms } from '../store-sent-forms.ts';
import { presentBoard } from './presenter-board.ts';
import { amendRecord, recordSeizure } from '../record.ts';
import { listChains } from '../store-chains.ts';
import { listFormDrafts } from '../store-drafts.ts';
import { render } from '../../../web/render.ts';

/** The board of an operation, and the step from a seizure message to a record. */
export function boardPages(context: CencommContext) {
  const recordWords = recordWordsFor(context);
  return {
    async board(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(context.pool, viewer, req.params.id);
      const { view, ...filter } = readQuery(req.query, {
        view: choice(['board', 'list']),
        country: choice(context.lists.all('country').map(({ code }) => code)),
        kind: choice(['warning', 'seizure']),
        heading: choice(entered.operation.headings),
        mine: choice(['asked', 'sent']),
      });
      const [forms, chains, drafts] = await Promise.all([
        readForms(context.pool, viewer, context.keys, entered),
        listChains(context.pool, viewer, entered),
        listFormDrafts(context.pool, viewer, entered),
      ]);
      const words = wordsOf(context, res);
      const now = Date.now();
      await note(context.pool, viewer, { action: 'chain.listed', subject: `operation:${entered.operation.id}` });
      render(res, 'cencomm/forms/board', {
        frame: await frameOf(context, viewer, res, entered, 'board'),
        ...presentBoard({
          entered,
          accountId: viewer.accountId,
          cases: casesOf(chains, forms, now),
          drafts,
          filter: filter as BoardFilter,
          view: view === 'list' ? 'list' : 'board',
          words,
          recordWords: recordWords(words.lang),
          now,
        }),
      });
    },

    async record(req: Request, res: Response): Promise<void> {
      const draftId = await recordSeizure(context, viewerOf(req), String(req.params.id), String(req.params.message));
      res.redirect(303, `/seizures/drafts/${draftId}`);
    },

    async amendRecord(req: Request, res: Response): Promise<void> {
      const draftId = await amendRecord(context, viewerOf(req), String(req.params.id), String(req.params.message));
      res.redirect(303, `/seizures/drafts/${draftId}`);
    },
  };
}
