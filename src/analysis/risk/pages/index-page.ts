import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import type { Viewer } from '../../../access/index.ts';
import { BadRequest } from '../../../errors.ts';
import { malformed, parsed, readForm } from '../../../fields/index.ts';
import { addYears, today } from '../../../text/plain-date.ts';
import { read, refuse } from '../../../text/readable-text.ts';
import { render } from '../../../web/render.ts';
import { coverageOf, membersAsked } from '../../coverage/coverage.ts';
import type { Coverage } from '../../coverage/coverage.ts';
import { countMonths, readLateness } from '../../coverage/search-coverage.ts';
import { noteCounted } from '../../question/pages-files.ts';
import { readQuestion, timeOf } from '../../question/question.ts';
import { riskFields } from '../finding/fields.ts';
import { readQuery } from '../finding/read-query.ts';
import type { RiskQuestion } from '../finding/read-query.ts';
import { recount, searchingOf } from '../kept/recount.ts';
import { officesSeen } from '../kept/scope.ts';
import { startSearch } from '../finding/start.ts';
import { listIndicators } from '../kept/store-indicators.ts';
import { listSearches } from '../finding/store-searches.ts';
import { sourcesOf } from './common.ts';
import type { RiskContext } from './common.ts';
import { presentList } from './presenter-list.ts';
import { searchHref } from './presenter-search.ts';

/** Kept indicators counted on one page; older ones are found by their heading. */
const mostKept = 40;
const mostSearches = 8;

/** `/analysis/risk-indicators`: what is kept, what was searched for, and the way to look for more. */
export async function index(context: RiskContext, req: Request, res: Response): Promise<void> {
  const { pool, figures, offices } = context;
  const viewer = viewerOf(req);
  const question = readQuestion(req.query, riskFields, context);
  const { criteria } = question;
  const [indicators, searches, coverage, asOf] = await Promise.all([
    listIndicators(pool, officesSeen(viewer, offices), { headings: criteria.heading, most: mostKept }),
    listSearches(pool, viewer, mostSearches),
    coverageNow(context, viewer, question),
    timeOf(figures, criteria),
    noteCounted(context, req),
  ]);
  const kept = await Promise.all(
    indicators.map(async one => ({ kept: one, now: await recount(context, viewer, one) })),
  );
  const data = { kept, searches, coverage, asOf };
  render(res, 'analysis/risk/list', presentList(question, data, sourcesOf(context, req, res)));
}

async function coverageNow(context: RiskContext, viewer: Viewer, question: RiskQuestion): Promise<Coverage> {
  const { criteria } = question;
  const { from, to } = criteria;
  const over = (start: string) => searchingOf(context, viewer, question, { from: start, to });
  const [months, lateness] = await Promise.all([
    countMonths(context.figures, over(addYears(from, -1))),
    readLateness(context.figures, over(from)),
  ]);
  return coverageOf(months, lateness, { from, to, today: today() }, membersAsked(criteria, context.offices));
}

/** A question in a hidden field. */
const startFields = {
  query: parsed(typed => (typed.length > 8000 ? refuse('search:malformed') : read(typed)), { optional: true }),
};

/** Begins a search, and shows how far it is. */
export async function start(context: RiskContext, req: Request, res: Response): Promise<void> {
  const { values } = readForm(req.body, startFields);
  if (!values) throw new BadRequest([malformed('query', '')]);
  const id = await startSearch(context, viewerOf(req), readQuery(values.query, context));
  res.redirect(303, searchHref({ id }));
}
