import type { Viewer } from '../../../access/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { CwsContext } from '../../context.ts';
import type { CwsDocument } from '../document.ts';
import { check } from '../publishing/publish.ts';
import { getVersion } from '../store.ts';
import type { Typed } from './store-drafts.ts';

/** Everything in the way of publishing a working copy, as its form shows it. */
export function problemsOfDraft(
  context: CwsContext,
  viewer: Viewer,
  document: CwsDocument,
  typed: Typed,
): Promise<readonly FieldProblem[]> {
  return inTransaction(context.pool, async client => {
    const before = document.version > 0 ? await getVersion(client, document, document.version) : undefined;
    return (await check(client, viewer, context, document, typed, before)).problems;
  });
}
