import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { BadRequest } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import { namesFor, productList } from '../../seizures/index.ts';
import { printable } from '../../text/readable-text.ts';
import { render } from '../../web/render.ts';
import type { AnalysisContext } from '../context.ts';
import { halves, productsOfGroup } from '../cells/dimension.ts';
import { fileAsked, noteCounted, sendFigure } from '../question/pages-files.ts';
import { readQuestion } from '../question/question.ts';
import type { Question } from '../question/question.ts';
import { concealmentFields, notStated } from './fields.ts';
import type { ConcealmentFields } from './fields.ts';
import { presentConcealment } from './presenter.ts';
import { readConcealment } from './read.ts';

/** `/analysis/concealment`. */
export function concealmentPages(context: AnalysisContext) {
  const names = namesFor(context);
  async function asked(req: Request, res: Response) {
    const viewer = viewerOf(req);
    const lang = res.locals.lang as Language;
    const question = readQuestion(req.query, concealmentFields, context);
    refuseUnknown(question, context);
    const [data] = await Promise.all([readConcealment(context, viewer, question, lang), noteCounted(context, req)]);
    const sources = {
      names: names(lang),
      lists: context.lists,
      offices: context.offices,
      country: viewer.office.country,
    };
    return { question, names: sources.names, paged: presentConcealment(question, data, sources) };
  }
  return {
    async index(req: Request, res: Response): Promise<void> {
      render(res, 'analysis/concealment', (await asked(req, res)).paged);
    },
    async file(req: Request, res: Response): Promise<void> {
      fileAsked(req);
      await sendFigure(context, req, res, await asked(req, res));
    },
  };
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
