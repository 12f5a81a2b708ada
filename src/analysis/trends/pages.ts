import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { BadRequest } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import { namesFor } from '../../seizures/index.ts';
import { today } from '../../text/plain-date.ts';
import { render } from '../../web/render.ts';
import type { AnalysisContext } from '../context.ts';
import { fileAsked, noteCounted, sendFigure } from '../question/pages-files.ts';
import { readQuestion } from '../question/question.ts';
import type { Question } from '../question/question.ts';
import { bucketsOf, mostBuckets } from './buckets.ts';
import { trendFields } from './fields.ts';
import type { TrendFields } from './fields.ts';
import { presentTrends } from './presenter.ts';
import { readTrends } from './read.ts';

/** `/analysis/trends`. */
export function trendPages(context: AnalysisContext) {
  const names = namesFor(context);
  async function asked(req: Request, res: Response) {
    const viewer = viewerOf(req);
    const question = readQuestion(req.query, trendFields, context);
    refuseTooFine(question);
    const [data] = await Promise.all([readTrends(context, viewer, question), noteCounted(context, req)]);
    const sources = {
      names: names(res.locals.lang as Language),
      lists: context.lists,
      offices: context.offices,
      country: viewer.office.country,
    };
    return { question, names: sources.names, paged: presentTrends(question, data, sources) };
  }
  return {
    async index(req: Request, res: Response): Promise<void> {
      render(res, 'analysis/trends', (await asked(req, res)).paged);
    },
    async file(req: Request, res: Response): Promise<void> {
      fileAsked(req);
      await sendFigure(context, req, res, await asked(req, res));
    },
  };
}

/** Ten years by the day are 3,650 columns: the field says what else to choose. */
function refuseTooFine({ criteria, asked }: Question<TrendFields>): void {
  if (!asked.step) return;
  const count = bucketsOf(criteria.from, criteria.to, asked.step, today()).length;
  if (count > mostBuckets)
    throw new BadRequest([{ path: 'step', key: 'analysis:trends.tooFine', values: { count, most: mostBuckets } }]);
}
