import { BadRequest } from '../../errors.ts';
import { shaped } from '../../fields/index.ts';
import type { Lists } from '../../reference/index.ts';

/** What is counted: a word of the page, a base unit of the code list, or USD; cases where nothing is given. */
export const measureField = shaped(/^[A-Za-z0-9]{1,20}$/, 'forms:problem.malformed', { optional: true });

/** Quantities are kept in base units, money in dollars. Throws BadRequest for any other but the `words` of a page. */
export function refuseUnknownMeasure(measure: string, lists: Lists, words: readonly string[] = []): void {
  if (measure === '' || measure === 'USD' || words.includes(measure)) return;
  if (measure !== 'amount' && lists.lookUp('unit', measure)?.details.base_unit === measure) return;
  throw new BadRequest([{ path: 'measure', key: 'search:unknownValue', values: { value: measure } }]);
}
