import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { CwsContext } from '../../context.ts';
import { insertStep, setState } from '../store-change.ts';
import { endDraft } from './store-drafts.ts';
import { lockFor } from './submit.ts';

/**
 * Discards a working copy. One that was never published goes with its document; a published document stays as it is.
 */
export async function discard({ pool }: CwsContext, viewer: Viewer, ref: string): Promise<void> {
  await inTransaction(pool, async client => {
    const document = await lockFor(client, viewer, ref, 'discard');
    await endDraft(client, document.id);
    if (document.version === 0) await setState(client, document.id, 'discarded');
    await insertStep(client, viewer, document.id, { kind: 'discarded' });
    await note(client, viewer, { action: 'document.discarded', subject: ref });
  });
}
