import type { BaseContext } from '../reference/index.ts';
import type { Seizures } from '../seizures/index.ts';

/** What the analysis of the records works with. */
export interface AnalysisContext extends BaseContext {
  readonly seizures: Seizures;
}

export { wordsOf } from '../reference/index.ts';
