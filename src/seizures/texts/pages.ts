import type { Request, Response } from 'express';
import { viewerOf, type Lang } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { NotVisible } from '../../errors.ts';
import { readForm } from '../../fields/index.ts';
import { render } from '../../web/render.ts';
import type { Seizures } from '../context.ts';
import { queryOf } from '../entry/pages/load.ts';
import { wordsFor } from '../record/pages/presenter-words.ts';
import { agreeToWords, takeWordsOut } from './decide.ts';
import { presentTexts, type Done } from './presenter.ts';
import { listWaitingWords } from './store.ts';

const deeds = ['agreed', 'proposed', 'removed'] as const satisfies readonly Done[];

/** `/seizures/texts`: words that the guard found, an officer called not personal, and a second person decides on. */
export function textPages({ context }: Seizures) {
  const wordsIn = wordsFor(context);
  const idOf = (req: Request): number => {
    const text = String(req.params.id);
    if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotVisible('no such words');
    return Number(text);
  };
  const answer = (res: Response, done: Done, ref: string): void => res.redirect(303, `/seizures/texts?${done}=${ref}`);

  return {
    async list(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const query = queryOf(req, deeds);
      const as = deeds.find(deed => /^[A-Z]{2}-\d{4}-\d{6,9}$/.test(query[deed] ?? ''));
      const rows = await listWaitingWords(context.pool, viewer);
      await note(context.pool, viewer, { action: 'text.listed', detail: { shown: rows.length } });
      const words = wordsIn(res.locals.lang as Lang);
      const done = as && { as, ref: query[as] ?? '' };
      render(res, 'seizures/texts', presentTexts(viewer, rows, words, done));
    },

    async agree(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      answer(res, 'agreed', await agreeToWords(context, viewerOf(req), idOf(req)));
    },

    async remove(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      const { ref, isRemoved } = await takeWordsOut(context, viewerOf(req), idOf(req));
      answer(res, isRemoved ? 'removed' : 'proposed', ref);
    },
  };
}
