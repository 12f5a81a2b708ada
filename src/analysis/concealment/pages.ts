import { BadRequest } from '../../errors.ts';
import { productList } from '../../seizures/index.ts';
import { printable } from '../../text/readable-text.ts';
import type { AnalysisContext } from '../context.ts';
import { halves, productsOfGroup } from '../cells/dimension.ts';
import { figurePages } from '../question/pages-figures.ts';
import { readQuestion, type Question } from '../question/question.ts';
import { concealmentFields, notStated, type ConcealmentFields } from './fields.ts';
import { presentConcealment } from './presenter.ts';
import { readConcealment } from './read.ts';

/** `/analysis/concealment`. */
export function concealmentPages(context: AnalysisContext) {
  return figurePages(context, 'analysis/concealment', {
    read(query) {
      const question = readQuestion(query, concealmentFields, context);
      refuseUnknown(question, context);
      return question;
    },
    present: async (question, viewer, sources) =>
      presentConcealment(question, await readConcealment(context, viewer, question, sources.names.lang), sources),
  });
}

/** A cell is opened by both its sides, each a value of its list. */
function refuseUnknown({ asked }: Question<ConcealmentFields>, { lists }: AnalysisContext): void {
  const isPlace = (value: string): boolean =>
    lists.lookUp('concealment', value) !== undefined ||
    lists.all('concealment').some(({ details }) => details.group === value);
  const isProduct = (value: string): boolean => {
    if (!value.includes('/')) return value.includes(':') && productsOfGroup(value, lists).length > 0;
    const [heading, product] = halves(value, '/');
    return lists.lookUp(productList(heading), product) !== undefined;
  };
  const known = {
    row: asked.row === notStated || lists.lookUp('transport', asked.row) !== undefined,
    column: asked.column === notStated || isPlace(asked.column),
    group: isProduct(asked.group),
  };
  const problems = (['row', 'column', 'group'] as const)
    .filter(path => asked[path] !== '' && !known[path])
    .map(path => ({ path, key: 'search:unknownValue', values: { value: printable(asked[path]) } }));
  if (problems.length > 0) throw new BadRequest(problems);
}
