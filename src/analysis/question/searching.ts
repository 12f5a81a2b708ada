import type { Viewer } from '../../access/index.ts';
import { withWordsFound, type Searching } from '../../seizures/index.ts';
import { addYears } from '../../text/plain-date.ts';
import type { AnalysisContext } from '../context.ts';
import type { PeriodCriteria } from './question.ts';

/**
 * What the figures of a question are counted among, as its viewer may. Its words are looked up once for all of them, as
 * many years back as most are asked for.
 */
export function searchingOf(
  context: AnalysisContext,
  viewer: Viewer,
  criteria: PeriodCriteria,
  yearsBefore: number,
): Promise<Searching> {
  const { figures, reads, lists, offices, seizures } = context;
  const searching: Searching = { viewer, criteria, lists, offices, words: seizures.words };
  return withWordsFound(reads, figures, searching, addYears(criteria.from, -yearsBefore));
}
