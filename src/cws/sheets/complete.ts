import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import type { FieldProblem } from '../../errors.ts';
import { freeze, sheetFigures, type FiguresContext } from './figures.ts';
import type { Frozen } from './snapshot.ts';

/** What of a sheet's content is read and added here. */
interface SheetContent {
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Completes a sheet for its publication: counts what its query asks for and fixes it in the content. Problems of the
 * query stand at the field `query`, in the author's language. A revision counts again; the versions before keep their
 * figures.
 */
export async function completeSheet<C extends SheetContent>(
  on: Queryable,
  viewer: Viewer,
  context: FiguresContext,
  _document: unknown,
  content: C,
): Promise<{ readonly content: C & { readonly figures?: Frozen }; readonly problems: readonly FieldProblem[] }> {
  const typed = content.fields.query;
  const outcome = await freeze(on, viewer, typeof typed === 'string' ? typed : '', sheetFigures(context));
  return 'problems' in outcome
    ? { content, problems: outcome.problems }
    : { content: { ...content, figures: outcome.frozen }, problems: [] };
}
