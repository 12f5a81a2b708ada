import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { CwsContext } from '../../context.ts';
import type { Content, CwsDocument } from '../document.ts';

/** What is asked of the database before a publication; it may complete the content (figures frozen, files known). */
export interface Completed {
  readonly content: Content;
  readonly problems: readonly FieldProblem[];
}
export type Complete = (
  on: Queryable,
  viewer: Viewer,
  context: CwsContext,
  document: Pick<CwsDocument, 'id' | 'ref' | 'kind'>,
  content: Content,
) => Promise<Completed>;
