import type { ColumnProposal } from './columns/column-proposal.ts';
import type { DateDecision } from './values/date-style.ts';
import type { NumberDecision } from './values/number-style.ts';
import type { ImportPlan } from './plan.ts';
import { planProblems } from './draft/plan-problems.ts';
import type { Survey } from './columns/profile-columns.ts';
import type { WordQuestion } from './words/word-questions.ts';

/** What a person still has to say: one entry is one click. */
export type OpenQuestion =
  | { readonly ask: 'column'; readonly proposal: ColumnProposal }
  | { readonly ask: 'constant'; readonly field: string }
  | { readonly ask: 'date_style'; readonly column: number; readonly decision: DateDecision }
  | { readonly ask: 'number_style'; readonly column: number; readonly decision: NumberDecision }
  /** "12 spellings we think we understand": one button for all of them. */
  | { readonly ask: 'preselected'; readonly words: readonly WordQuestion[] }
  | { readonly ask: 'word'; readonly word: WordQuestion };

/** Everything open, in the order it should be asked. `settled` holds columns a person has decided already. */
export function openQuestions(
  plan: ImportPlan,
  proposals: readonly ColumnProposal[],
  survey: Survey,
  words: readonly WordQuestion[],
  settled: ReadonlySet<number> = new Set(),
): OpenQuestion[] {
  const preselected = words.filter(word => word.state === 'preselected');
  return [
    ...proposals
      .filter(proposal => proposal.state === 'ask' && !settled.has(proposal.column))
      .map(proposal => ({ ask: 'column' as const, proposal })),
    ...planProblems(plan, survey)
      .filter(problem => problem.fatal)
      .map(problem => ({ ask: 'constant' as const, field: String(problem.values.field) })),
    ...[...survey.dates]
      .filter(([, decision]) => decision.state === 'ask')
      .map(([column, decision]) => ({ ask: 'date_style' as const, column, decision })),
    ...[...survey.numbers]
      .filter(([, decision]) => decision.state === 'ask')
      .map(([column, decision]) => ({ ask: 'number_style' as const, column, decision })),
    ...(preselected.length > 0 ? [{ ask: 'preselected' as const, words: preselected }] : []),
    ...words.filter(word => word.state === 'ask').map(word => ({ ask: 'word' as const, word })),
  ];
}

/** The plan with the styles the whole file voted for, in place of those the sample gave. */
export function withStyles(plan: ImportPlan, survey: Survey): ImportPlan {
  const styles: Record<number, { date?: DateDecision['style']; number?: NumberDecision['style'] }> = { ...plan.styles };
  for (const [column, decision] of survey.dates)
    styles[column] = { ...styles[column], date: { ...yearOf(styles[column]?.date), ...decision.style } };
  for (const [column, decision] of survey.numbers) styles[column] = { ...styles[column], number: decision.style };
  return { ...plan, styles };
}

/** The year of dates without one is the file's, whatever their order. */
function yearOf(style: DateDecision['style'] | undefined): { year?: number } {
  return style?.year === undefined ? {} : { year: style.year };
}
