import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden } from '../../../errors.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import { filesPart } from '../../files/typed.ts';
import type { CwsContext } from '../../context.ts';
import { can } from '../permissions.ts';
import { lockDocument } from '../store.ts';
import { getDraft, saveDraft, type Typed } from './store-drafts.ts';

/**
 * Keeps the working copy as typed, whatever is wrong with it. Returns the new edition. Throws ChangedMeanwhile when
 * someone else saved since `edition`.
 */
export async function save(
  { pool }: CwsContext,
  viewer: Viewer,
  ref: string,
  edition: number,
  typed: Typed,
): Promise<number> {
  return inTransaction(pool, async client => {
    const document = await lockDocument(client, viewer, ref);
    if (!can(viewer, 'edit', document) || !document.isOpen) throw new Forbidden('does not work on this document');
    // The files of a document have a form of their own.
    const { typed: before } = await getDraft(client, document);
    const next = await saveDraft(client, viewer, document.id, edition, { ...typed, ...filesPart(before) });
    if (next === undefined) throw new ChangedMeanwhile(`${ref} was saved by somebody else`);
    await note(client, viewer, { action: 'document.saved', subject: ref, detail: { edition: next } });
    return next;
  });
}
