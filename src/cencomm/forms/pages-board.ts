import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { readQuery } from '../../forms/index.ts';
import { recordWordsFor } from '../../seizures/index.ts';
import { enter } from '../operations/store.ts';
import { frameOf } from '../pages-frame.ts';
import type { CencommRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { casesOf } from './board.ts';
import type { BoardFilter } from './board.ts';
import { readForms } from './inside.ts';
import { presentBoard } from './presenter-board.ts';
import { recordSeizure } from './record.ts';
import { listChains } from './store-chains.ts';
import { listFormDrafts } from './store-drafts.ts';

/** The board of an operation, and the step from a seizure message to a record. */
export function boardPages(room: CencommRoom) {
  const recordWords = recordWordsFor(room);
  return {
    async board(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(viewer, room.pool, req.params.id);
      const { view, ...filter } = readQuery(req.query, {
        view: ['board', 'list'],
        country: room.lists.all('country').map(({ code }) => code),
        kind: ['warning', 'seizure'],
        heading: entered.operation.headings,
        mine: ['asked', 'sent'],
      });
      const [forms, chains, drafts] = await Promise.all([
        readForms(room.keys, room.pool, viewer, entered),
        listChains(viewer, room.pool, entered),
        listFormDrafts(viewer, room.pool, entered),
      ]);
      const words = wordsOf(room, res);
      const now = Date.now();
      await note(room.pool, viewer, { action: 'chain.listed', subject: `operation:${entered.operation.id}` });
      res.render('cencomm/forms/board', {
        frame: await frameOf(room, viewer, res, entered, 'board'),
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
      const draftId = await recordSeizure(room, viewerOf(req), String(req.params.id), String(req.params.message));
      res.redirect(303, `/seizures/drafts/${draftId}`);
    },
  };
}
