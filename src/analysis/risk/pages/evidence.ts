import type { Language } from '../../../i18n/index.ts';
import type { Viewer } from '../../../access/index.ts';
import { today } from '../../../text/plain-date.ts';
import { coverageOf, membersAsked, type Coverage } from '../../coverage/coverage.ts';
import { countMonths, readLateness } from '../../coverage/search-coverage.ts';
import { timeOf } from '../../question/question.ts';
import { codesOf } from '../finding/cases.ts';
import type { Found, Tally } from '../finding/found.ts';
import { searchingOf, type RiskQuestion } from '../finding/read-query.ts';
import { countStated, listCases, type ListedCase } from '../finding/search-cases.ts';
import type { RiskContext } from './common.ts';
import { picturesOf } from './pictures.ts';

/** Cases of an indicator shown on its page; the rest are a link away. */
const mostCases = 12;

/** Its newest cases that the viewer may see, misses too. */
function casesOf(context: RiskContext, viewer: Viewer, question: RiskQuestion, found: Found): Promise<ListedCase[]> {
  const period = { from: question.criteria.from, to: today() };
  return listCases(context, searchingOf(context, viewer, question, period), found, {
    most: mostCases,
    codesOf: sign => codesOf(sign, context.lists),
  });
}

/** How many cases of the period state the field of each sign. */
function statedOf(
  context: RiskContext,
  viewer: Viewer,
  question: RiskQuestion,
  { signs }: Found,
): Promise<readonly Tally[]> {
  return countStated(
    context.figures,
    searchingOf(context, viewer, question, question.criteria),
    signs.map(({ field }) => field),
  );
}

/** Who reported in the period of a question, and how completely. */
export async function coverageNow(context: RiskContext, viewer: Viewer, question: RiskQuestion): Promise<Coverage> {
  const { criteria } = question;
  const { from, to } = criteria;
  const searching = searchingOf(context, viewer, question, { from, to });
  const [months, lateness] = await Promise.all([
    countMonths(context.figures, searching, { from, to }),
    readLateness(context.figures, searching),
  ]);
  return coverageOf(months, lateness, { from, to, today: today() }, membersAsked(criteria, context.offices));
}

/** What stands beside an indicator: its cases and pictures, and what is known of its signs and of who reported. */
export async function besideOf(
  context: RiskContext,
  viewer: Viewer,
  question: RiskQuestion | undefined,
  found: Found,
  lang: Language,
) {
  const pictured = picturesOf(context, viewer, found, lang);
  if (!question)
    return { question, cases: [], stated: [], coverage: undefined, asOf: undefined, pictures: await pictured };
  const [cases, stated, coverage, asOf, pictures] = await Promise.all([
    casesOf(context, viewer, question, found),
    statedOf(context, viewer, question, found),
    coverageNow(context, viewer, question),
    timeOf(context.figures, question.criteria),
    pictured,
  ]);
  return { question, cases, stated, coverage, asOf, pictures };
}
