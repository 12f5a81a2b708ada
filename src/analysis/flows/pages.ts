import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { BadRequest } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import { namesFor } from '../../seizures/index.ts';
import { render } from '../../web/render.ts';
import type { AnalysisContext } from '../context.ts';
import { fileAsked, noteCounted, sendFigure } from '../question/pages-files.ts';
import { readQuestion } from '../question/question.ts';
import type { Question } from '../question/question.ts';
import { routeFields } from './fields.ts';
import type { RouteFields } from './fields.ts';
import { presentRoutes } from './presenter.ts';
import { readRoutes } from './read.ts';

/** `/analysis/routes`. */
export function routePages(context: AnalysisContext) {
  const names = namesFor(context);
  async function asked(req: Request, res: Response) {
    const viewer = viewerOf(req);
    const question = readQuestion(req.query, routeFields, context);
    refuseUnknownUnit(question, context);
    const [data] = await Promise.all([readRoutes(context, viewer, question), noteCounted(context, req)]);
    const sources = {
      names: names(res.locals.lang as Language),
      lists: context.lists,
      offices: context.offices,
      country: viewer.office.country,
    };
    return { question, names: sources.names, paged: presentRoutes(question, data, sources) };
  }
  return {
    async index(req: Request, res: Response): Promise<void> {
      render(res, 'analysis/routes', (await asked(req, res)).paged);
    },
    async file(req: Request, res: Response): Promise<void> {
      fileAsked(req);
      await sendFigure(context, req, res, await asked(req, res));
    },
  };
}

/** Quantities are kept in base units, money in dollars. */
function refuseUnknownUnit({ asked: { measure } }: Question<RouteFields>, { lists }: AnalysisContext): void {
  if (measure === '' || measure === 'USD') return;
  if (measure !== 'amount' && lists.lookUp('unit', measure)?.details.base_unit === measure) return;
  throw new BadRequest([{ path: 'measure', key: 'search:unknownValue', values: { value: measure } }]);
}
