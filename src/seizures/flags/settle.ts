import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import type { SeizuresContext } from '../context.ts';
import { can } from '../permissions.ts';
import { lockSeizure } from '../record/store.ts';
import { doubtsOf, idOf } from './flag.ts';
import { findFlags, insertSettlement, listSettled, setDoubts } from './store-flags.ts';

/**
 * Says why something doubtful about a record is right. The flag stays in view, settled, and comes back when its values
 * change. A held quantity is confirmed, not settled. Throws Conflict where the record has no such flag any more.
 */
export async function settle(
  context: SeizuresContext,
  viewer: Viewer,
  ref: string,
  { flag, reason }: { readonly flag: string; readonly reason: string },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const seizure = await lockSeizure(client, viewer, ref);
    if (!can(viewer, 'settle', seizure)) throw new Forbidden('may not settle flags');
    const { flags } = await findFlags(client, seizure);
    const found = flags.find(one => one.tone !== 'held' && idOf(one) === flag);
    if (!found) throw new Conflict('no such flag');
    await insertSettlement(client, seizure, { flag, accountId: viewer.accountId, reason });
    const settled = (await listSettled(client, [seizure.id])).get(seizure.id);
    await setDoubts(client, seizure.id, doubtsOf(flags.filter(one => !settled?.has(idOf(one)))));
    await note(client, viewer, { action: 'seizure.flagSettled', subject: ref, detail: { flag: found.key, reason } });
  });
}
