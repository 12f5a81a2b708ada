import type { Viewer } from '../../../access/index.ts';
import { BadRequest } from '../../../errors.ts';
import type { Searching } from '../../../seizures/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { addressOf, parametersOf, readQuestion, type Question } from '../../question/question.ts';
import { riskFields, type RiskFields } from './fields.ts';

export type RiskQuestion = Question<RiskFields>;

/** A question as an address has it, its period written out. */
export function queryOf(question: RiskQuestion): string {
  const { plain, criteria, asked } = question;
  const { from, to } = criteria;
  const written = { ...question, plain: { ...plain, from, to } };
  return addressOf('', written, { about: asked.about || undefined, support: asked.support || undefined }).slice(1);
}

/** Reads a question that was written down. Throws BadRequest where the lists no longer know what it asks. */
export function readQuery(query: string, context: Pick<AnalysisContext, 'lists' | 'offices'>): RiskQuestion {
  return readQuestion(parametersOf(query), riskFields, context);
}

/** The same of a question that was kept; undefined where the lists no longer know what it asks. */
export function readKept(query: string, context: Pick<AnalysisContext, 'lists' | 'offices'>): RiskQuestion | undefined {
  try {
    return readQuery(query, context);
  } catch (error) {
    if (error instanceof BadRequest) return undefined;
    throw error;
  }
}

/** A question over another period, as its viewer asks it. */
export function searchingOf(
  { lists, offices, seizures }: Pick<AnalysisContext, 'lists' | 'offices' | 'seizures'>,
  viewer: Viewer,
  { criteria }: RiskQuestion,
  period: { readonly from: string; readonly to: string },
): Searching {
  return { viewer, lists, offices, words: seizures.words, criteria: { ...criteria, ...period } };
}
