import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { BadRequest } from '../../../errors.ts';
import { malformed, parsed, readForm } from '../../../fields/index.ts';
import { read, refuse } from '../../../text/readable-text.ts';
import { render } from '../../../web/render.ts';
import { inPart } from '../../../seizures/index.ts';
import { showRefused } from '../../question/pages-figures.ts';
import { noteCounted, sendFigure } from '../../question/pages-files.ts';
import { figureAsked } from '../../../web/send-figure.ts';
import { withRefused } from '../../question/presenter-refused.ts';
import { readQuestion, timeOf } from '../../question/question.ts';
import { listFields, type ListQuestion } from '../finding/fields.ts';
import { readQuery } from '../finding/read-query.ts';
import { recount } from '../kept/recount.ts';
import { officesSeen } from '../kept/scope.ts';
import { startSearch } from '../finding/start.ts';
import { countCases, tooMany } from '../finding/too-many.ts';
import { listIndicators, listOutcomes } from '../kept/store-indicators.ts';
import { listSearches } from '../finding/store-searches.ts';
import { sourcesOf, type RiskContext } from './common.ts';
import { coverageNow } from './evidence.ts';
import { presentList, withHint } from './presenter-list.ts';
import { searchHref } from './presenter-search.ts';

/** Kept indicators counted on one page; older ones are found by their heading, or by what they say is found. */
const mostKept = 40;
const mostSearches = 8;

async function asked(context: RiskContext, req: Request, res: Response, question: ListQuestion) {
  const { pool, figures, offices } = context;
  const viewer = viewerOf(req);
  const sources = sourcesOf(context, req, res);
  const { criteria } = question;
  const own = officesSeen(viewer, offices);
  const of = { headings: criteria.heading, found: question.asked.found, most: mostKept };
  const [indicators, outcomes, searches, coverage, asOf] = await Promise.all([
    listIndicators(pool, own, of),
    listOutcomes(pool, own),
    listSearches(pool, viewer, mostSearches),
    coverageNow(context, viewer, question),
    timeOf(figures, criteria),
    noteCounted(context, req),
  ]);
  const kept = await Promise.all(
    indicators.map(async one => ({ kept: one, now: await recount(context, viewer, one) })),
  );
  // Its coverage counts whole months, never fewer.
  const cases = coverage.cases > context.riskCases ? await countCases(context, viewer, question) : coverage.cases;
  const excess = tooMany(context, question, cases);
  const paged = presentList(question, { kept, outcomes, searches, coverage, asOf }, sources);
  return { question, names: sources.names, paged, excess };
}

/** `/analysis/risk-indicators`: what is kept, what was searched for, and the way to look for more. */
export async function index(context: RiskContext, req: Request, res: Response): Promise<void> {
  const { asked: question, refused } = inPart(req.query, left => readQuestion(left, listFields, context));
  const { paged, names, excess } = await asked(context, req, res, question);
  showRefused(refused, () =>
    render(res, 'analysis/risk/list', {
      ...paged,
      question: withRefused(withHint(paged.question, excess, names), refused, names),
    }),
  );
}

/** What is kept as a file. */
export async function file(context: RiskContext, req: Request, res: Response): Promise<void> {
  figureAsked(req);
  await sendFigure(context, req, res, await asked(context, req, res, readQuestion(req.query, listFields, context)));
}

/** A question in a hidden field. */
const startFields = {
  query: parsed(typed => (typed.length > 8000 ? refuse('search:malformed') : read(typed)), { optional: true }),
};

/** Begins a search, and shows how far it is; of too many cases says at the field what to narrow instead. */
export async function start(context: RiskContext, req: Request, res: Response): Promise<void> {
  const { values } = readForm(req.body, startFields);
  if (!values) throw new BadRequest([malformed('query', '')]);
  const [viewer, question] = [viewerOf(req), readQuery(values.query, context)];
  if (!tooMany(context, question, await countCases(context, viewer, question))) {
    const id = await startSearch(context, viewer, question);
    return res.redirect(303, searchHref({ id }));
  }
  const unlisted: ListQuestion = { ...question, asked: { ...question.asked, found: '', state: '', order: '' } };
  const { paged, names, excess } = await asked(context, req, res, unlisted);
  res.status(422);
  render(res, 'analysis/risk/list', { ...paged, question: withRefused(paged.question, excess ? [excess] : [], names) });
}
