import type { Viewer } from '../../../access/index.ts';
import { today } from '../../../text/plain-date.ts';
import { codesOf } from '../finding/cases.ts';
import type { Found, Tally } from '../finding/found.ts';
import type { RiskQuestion } from '../finding/read-query.ts';
import { searchingOf } from '../kept/recount.ts';
import { countStated, listCases } from '../finding/search-cases.ts';
import type { ListedCase } from '../finding/search-cases.ts';
import type { RiskContext } from './common.ts';

/** Cases of an indicator shown on its page; the rest are a link away. */
const mostCases = 12;

/** Its newest cases that the viewer may see, misses too. */
export function casesOf(
  context: RiskContext,
  viewer: Viewer,
  question: RiskQuestion,
  found: Found,
): Promise<ListedCase[]> {
  const period = { from: question.criteria.from, to: today() };
  return listCases(context.pool, searchingOf(context, viewer, question, period), found, {
    most: mostCases,
    codesOf: sign => codesOf(sign, context.lists),
  });
}

/** How many cases of the period state the field of each sign. */
export function statedOf(
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
