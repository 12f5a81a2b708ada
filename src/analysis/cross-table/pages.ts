import type { AnalysisContext } from '../context.ts';
import { figurePages } from '../question/pages-figures.ts';
import { refuseUnknownMeasure } from '../question/measure.ts';
import { readQuestion } from '../question/question.ts';
import { counted, crossFields } from './fields.ts';
import { presentCrossTable } from './presenter.ts';
import { readCrossTable } from './read.ts';

/** `/analysis/cross-table`. */
export function crossTablePages(context: AnalysisContext) {
  return figurePages(context, 'analysis/cross-table', {
    read(query) {
      const question = readQuestion(query, crossFields, context);
      refuseUnknownMeasure(question.asked.measure, context.lists, counted);
      return question;
    },
    present: async (question, viewer, sources) =>
      presentCrossTable(question, await readCrossTable(context, viewer, question), sources),
  });
}
