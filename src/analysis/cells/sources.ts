import type { Lists, Offices } from '../../reference/index.ts';
import type { Names } from '../../seizures/index.ts';

/** What figures are put into words with. */
export interface Sources {
  readonly names: Names;
  readonly lists: Lists;
  readonly offices: Offices;
  /** Country of the viewer's office, if it has one. */
  readonly country: string | null;
}
