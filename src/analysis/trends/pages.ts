import { BadRequest } from '../../errors.ts';
import { today } from '../../text/plain-date.ts';
import type { AnalysisContext } from '../context.ts';
import { keepAnswers } from '../question/kept-answers.ts';
import { figurePages } from '../question/pages-figures.ts';
import { readQuestion, type Question } from '../question/question.ts';
import { bucketsOf, mostBuckets } from './buckets.ts';
import { trendFields, type TrendFields } from './fields.ts';
import { publishedPart } from '../totals/presenter.ts';
import { readPublished } from '../totals/read.ts';
import { readApart } from './apart/series.ts';
import { presentTrends } from './presenter.ts';
import { readTrends } from './read.ts';

/** `/analysis/trends`. */
export function trendPages(context: AnalysisContext) {
  const kept = keepAnswers<ReturnType<typeof presentTrends>>(context);
  return figurePages(context, 'analysis/trends', {
    read(query) {
      const question = readQuestion(query, trendFields, context);
      refuseTooFine(question);
      return question;
    },
    present: async (question, viewer, sources) => {
      const apart = await readApart(context.pool, viewer, context.offices);
      const [trends, published] = await Promise.all([
        kept({ ...question, apart }, viewer, sources, async () =>
          presentTrends(question, await readTrends(context, viewer, question, apart), sources),
        ),
        question.criteria.heading.length > 0 ? readPublished(context, viewer, question) : [],
      ]);
      return { ...trends, published: publishedPart(question, published, sources) };
    },
  });
}

/** Ten years by the day are 3,650 columns: the field says what else to choose. */
function refuseTooFine({ criteria, asked }: Question<TrendFields>): void {
  if (!asked.step) return;
  const count = bucketsOf(criteria.from, criteria.to, asked.step, today()).length;
  if (count > mostBuckets)
    throw new BadRequest([{ path: 'step', key: 'analysis:trends.tooFine', values: { most: mostBuckets } }]);
}
