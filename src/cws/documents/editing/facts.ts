import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { KindCode } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import { completeSheet } from '../../sheets/complete.ts';
import type { Content, CwsDocument } from '../document.ts';
import { checkFiles } from '../../files/publication.ts';
import { checkKeeper, checkParent } from '../check-place.ts';
import { checkReferences } from '../references.ts';

/** What is asked of the database before a publication; it may complete the content (figures frozen, files known). */
export interface Completed {
  readonly content: Content;
  readonly problems: readonly FieldProblem[];
}
export type Complete = (
  context: CwsContext,
  viewer: Viewer,
  on: Queryable,
  document: Pick<CwsDocument, 'id' | 'ref' | 'kind'>,
  content: Content,
) => Promise<Completed>;

const always: readonly Complete[] = [checkReferences, checkFiles];
const ofKind: Partial<Readonly<Record<KindCode, readonly Complete[]>>> = {
  page: [checkParent, checkKeeper],
  sheet: [completeSheet],
};

/** Checks a content against what there is, and completes it for its publication. */
export const complete: Complete = async (context, viewer, on, document, content) => {
  let completed: Completed = { content, problems: [] };
  for (const step of [...always, ...(ofKind[document.kind] ?? [])]) {
    const next = await step(context, viewer, on, document, completed.content);
    completed = { content: next.content, problems: [...completed.problems, ...next.problems] };
  }
  return completed;
};
