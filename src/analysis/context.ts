import type { picturesAtAGlance } from '../cpdb/index.ts';
import type { websiteAtAGlance } from '../cws/index.ts';
import type { BaseContext } from '../reference/index.ts';
import type { Seizures } from '../seizures/index.ts';

/** What the analysis of the records works with. */
export interface AnalysisContext extends BaseContext {
  readonly seizures: Seizures;
  /** The best of the website for some words. */
  readonly website: ReturnType<typeof websiteAtAGlance>;
  /** The newest pictures of a search of CPDb. */
  readonly pictures: ReturnType<typeof picturesAtAGlance>;
  /** Cases of one search for risk indicators. */
  readonly riskCases: number;
}

export { wordsOf } from '../reference/index.ts';
