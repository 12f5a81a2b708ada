import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden } from '../../../errors.ts';
import { kinds, type KindCode } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import { findPresentation, insertDocument, insertStep } from '../store-change.ts';
import { openDraft, type Typed } from './store-drafts.ts';

/** Whether a viewer writes documents of a kind. */
export function mayBegin(viewer: Viewer, code: KindCode): boolean {
  return kinds[code].writers(viewer);
}

/** Begins a document with its working copy. The same form sent twice begins one. Returns its reference. */
export async function begin(
  { pool }: Pick<CwsContext, 'pool'>,
  viewer: Viewer,
  code: KindCode,
  clientUuid: string,
  typed: Typed,
): Promise<string> {
  if (!mayBegin(viewer, code)) throw new Forbidden('does not write documents of this kind');
  return inTransaction(pool, async client => {
    const standing = code === 'presentation' ? await findPresentation(client, viewer.office.id) : undefined;
    if (standing !== undefined) return standing;
    const { id, ref, isNew } = await insertDocument(client, viewer, {
      kind: code,
      clientUuid,
      regionId: regionOf(viewer),
    });
    if (!isNew) return ref;
    await openDraft(client, viewer, id, typed);
    await insertStep(client, viewer, id, { kind: 'begun' });
    await note(client, viewer, { action: 'document.begun', subject: ref });
    return ref;
  });
}

/** The region a writer writes for: a RILO its own, an administration that of its RILO, the Secretariat none. */
export function regionOf({ office: { kind, riloId } }: Viewer): number | null {
  return kind === 'rilo' || kind === 'administration' ? riloId : null;
}
