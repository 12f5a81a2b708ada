import type { AnalysisContext } from '../context.ts';
import { figurePages } from '../question/pages-figures.ts';
import { refuseUnknownMeasure } from '../question/measure.ts';
import { readQuestion } from '../question/question.ts';
import { routeFields } from './fields.ts';
import { presentRoutes } from './presenter.ts';
import { readRoutes } from './read.ts';

/** `/analysis/routes`. */
export function routePages(context: AnalysisContext) {
  return figurePages(context, 'analysis/routes', {
    read(query) {
      const question = readQuestion(query, routeFields, context);
      refuseUnknownMeasure(question.asked.measure, context.lists);
      return question;
    },
    present: async (question, viewer, sources) =>
      presentRoutes(question, await readRoutes(context, viewer, question), sources),
  });
}
