import type { Viewer } from '../../access/index.ts';
import { publishedSearches, type Searching } from '../../seizures/index.ts';
import { countCases } from '../cells/search-cells.ts';
import type { AnalysisContext } from '../context.ts';
import type { Question } from './question.ts';

/**
 * Whether every case that figures of a question can count is open to every Member. Records of any time are asked for:
 * figures are compared with the year before and estimated from earlier ones.
 */
export async function isOpenToAll(context: AnalysisContext, viewer: Viewer, { criteria }: Question): Promise<boolean> {
  const { figures, lists, offices, seizures } = context;
  const { from: _from, ...ever } = criteria;
  const searching: Searching = { viewer, criteria: ever, lists, offices, words: seizures.words };
  const [own, all] = await Promise.all([
    countCases(figures, searching, []),
    countCases(figures, publishedSearches(searching).open, []),
  ]);
  return own[0]?.cases === all[0]?.cases;
}
