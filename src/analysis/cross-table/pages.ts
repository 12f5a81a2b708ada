import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import type { Language } from '../../i18n/index.ts';
import { namesFor } from '../../seizures/index.ts';
import { render } from '../../web/render.ts';
import type { AnalysisContext } from '../context.ts';
import { fileAsked, noteCounted, sendFigure } from '../question/pages-files.ts';
import { readQuestion } from '../question/question.ts';
import { crossFields } from './fields.ts';
import { presentCrossTable } from './presenter.ts';
import { readCrossTable } from './read.ts';

/** `/analysis/cross-table`. */
export function crossTablePages(context: AnalysisContext) {
  const names = namesFor(context);
  async function asked(req: Request, res: Response) {
    const viewer = viewerOf(req);
    const question = readQuestion(req.query, crossFields, context);
    const [data] = await Promise.all([readCrossTable(context, viewer, question), noteCounted(context, req)]);
    const sources = {
      names: names(res.locals.lang as Language),
      lists: context.lists,
      offices: context.offices,
      country: viewer.office.country,
    };
    return { question, names: sources.names, paged: presentCrossTable(question, data, sources) };
  }
  return {
    async index(req: Request, res: Response): Promise<void> {
      render(res, 'analysis/cross-table', (await asked(req, res)).paged);
    },
    async file(req: Request, res: Response): Promise<void> {
      fileAsked(req);
      await sendFigure(context, req, res, await asked(req, res));
    },
  };
}
