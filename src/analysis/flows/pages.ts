import { BadRequest } from '../../errors.ts';
import type { AnalysisContext } from '../context.ts';
import { figurePages } from '../question/pages-figures.ts';
import { readQuestion } from '../question/question.ts';
import type { Question } from '../question/question.ts';
import { routeFields } from './fields.ts';
import type { RouteFields } from './fields.ts';
import { presentRoutes } from './presenter.ts';
import { readRoutes } from './read.ts';

/** `/analysis/routes`. */
export function routePages(context: AnalysisContext) {
  return figurePages(context, 'analysis/routes', {
    read(query) {
      const question = readQuestion(query, routeFields, context);
      refuseUnknownUnit(question, context);
      return question;
    },
    present: async (question, viewer, sources) =>
      presentRoutes(question, await readRoutes(context, viewer, question), sources),
  });
}

/** Quantities are kept in base units, money in dollars. */
function refuseUnknownUnit({ asked: { measure } }: Question<RouteFields>, { lists }: AnalysisContext): void {
  if (measure === '' || measure === 'USD') return;
  if (measure !== 'amount' && lists.lookUp('unit', measure)?.details.base_unit === measure) return;
  throw new BadRequest([{ path: 'measure', key: 'search:unknownValue', values: { value: measure } }]);
}
