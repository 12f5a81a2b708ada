import type { Viewer } from '../../../access/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { searchingOf, type RiskQuestion } from './read-query.ts';
import { countRead } from './search-cases.ts';

/** Cases of one search: their codes take 20 MB, and finding what is in them well under a minute. */
export const usualRiskCases = 300_000;

type Context = Pick<AnalysisContext, 'figures' | 'lists' | 'offices' | 'seizures' | 'riskCases'>;

/** Cases of a question that the viewer may see. */
export function countCases(context: Context, viewer: Viewer, question: RiskQuestion): Promise<number> {
  return countRead(context.figures, searchingOf(context, viewer, question, question.criteria));
}

/** Why a search takes no question of so many cases, at the field that narrows it most; undefined where it does. */
export function tooMany({ riskCases }: Context, { criteria }: RiskQuestion, cases: number) {
  if (cases <= riskCases) return undefined;
  const isEverything = criteria.heading.length === 0;
  return {
    ...(isEverything ? { path: 'heading', typed: '' } : { path: 'from', typed: criteria.from }),
    key: `risk:tooMany.${isEverything ? 'heading' : 'period'}`,
    values: { cases, most: riskCases },
  };
}
