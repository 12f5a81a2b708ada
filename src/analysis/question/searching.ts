import type { Viewer } from '../../access/index.ts';
import { withWordsFound } from '../../seizures/index.ts';
import type { Criteria, Searching } from '../../seizures/index.ts';
import type { AnalysisContext } from '../context.ts';

/** What the figures of a question are counted among, as its viewer may: its words are looked up once for all of them. */
export function searchingOf(context: AnalysisContext, viewer: Viewer, criteria: Criteria): Promise<Searching> {
  const { figures, reads, lists, offices, seizures } = context;
  return withWordsFound(reads, figures, { viewer, criteria, lists, offices, words: seizures.words });
}
