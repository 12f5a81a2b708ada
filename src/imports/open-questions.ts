import { planProblems } from './engine/draft/plan-problems.ts';
import type { FileProblem } from './engine/problems.ts';
import { collectFromSample } from './upload/sample.ts';
import type { Import } from './store.ts';
import type { ImportWord } from './words/store-words.ts';
import type { Survey } from './engine/columns/profile-columns.ts';

/** Columns whose dates or numbers can be read two ways and nobody has said which. */
export function openStyles({ plan }: Pick<Import, 'plan'>): number[] {
  const said = new Set(plan.stylesBy ?? []);
  return [...(plan.survey?.dates ?? []), ...(plan.survey?.numbers ?? [])]
    .filter(([column, decision]) => decision.state === 'ask' && !said.has(column))
    .map(([column]) => column);
}

/** Words a person must say the meaning of, and proposed ones to be confirmed. */
export function openWords(words: readonly ImportWord[]): ImportWord[] {
  return words.filter(({ state }) => state === 'ask' || state === 'preselected');
}

/** What the plan of a file says, and the rows kept of it for showing. */
export type SampledFile = Pick<Import, 'plan'> & { readonly sniffed: Pick<Import['sniffed'], 'sample'> };

/** Fields no record can do without and the plan gives no way to; units beside the quantities count. */
export function missingFields(file: SampledFile, words?: readonly ImportWord[]): FileProblem[] {
  const { plan, sniffed } = file;
  const survey =
    words && plan.survey ? surveyOf(plan.survey.rows, words) : collectFromSample(plan.rows, sniffed.sample);
  return planProblems(plan.rows, survey).filter(({ fatal }) => fatal);
}

function surveyOf(rows: number, words: readonly ImportWord[]): Survey {
  return {
    rows,
    aside: 0,
    dates: new Map(),
    numbers: new Map(),
    words: words.map(({ kind, word, heading, rows: count, exampleLine, example }) => ({
      kind,
      word,
      context: heading,
      count,
      line: exampleLine,
      example,
    })),
  };
}

/** Whether anything must be asked before the rows can be checked. */
export function isAnythingOpen(file: Import, words: readonly ImportWord[]): boolean {
  const broken = file.plan.survey?.problems?.some(({ fatal }) => fatal) ?? false;
  return broken || openStyles(file).length > 0 || openWords(words).length > 0 || missingFields(file, words).length > 0;
}
