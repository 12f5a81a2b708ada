import { choice, parsed } from '../../fields/index.ts';
import { isReadable, read, refuse } from '../../text/readable-text.ts';

export const shown = ['numbers', 'row', 'before'] as const;
export type Shown = (typeof shown)[number];

/** A code of a list, a group of one, or 'none' for what is not stated. */
const value = parsed(typed => (typed.length <= 120 && isReadable(typed) ? read(typed) : refuse('search:malformed')), {
  optional: true,
});

/** What the page asks beside the search: its two fields, what cells show, the cell and the product opened. */
export const concealmentFields = {
  means: choice(['conveyance', 'transport'], { optional: true }),
  places: choice(['hiding', 'concealment'], { optional: true }),
  show: choice(shown, { optional: true }),
  row: value,
  column: value,
  group: value,
};
export type ConcealmentFields = typeof concealmentFields;

/** How the address says that nothing is stated. */
export const notStated = 'none';
