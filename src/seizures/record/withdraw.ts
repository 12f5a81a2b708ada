import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import { can } from '../permissions.ts';
import type { SeizuresContext } from '../context.ts';
import { insertStep, lockSeizure, markWithdrawn } from './store.ts';

/** Withdraws a record with a reason: it stays readable as withdrawn and leaves the counts of current records. */
export async function withdraw(context: SeizuresContext, viewer: Viewer, ref: string, reason: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const seizure = await lockSeizure(client, viewer, ref);
    if (seizure.status === 'withdrawn') throw new Conflict(`${ref} is already withdrawn`);
    if (!can(viewer, 'withdraw', seizure)) throw new Forbidden('may not withdraw');
    await markWithdrawn(client, seizure.id);
    await insertStep(client, {
      seizureId: seizure.id,
      kind: 'withdrawn',
      version: seizure.version,
      accountId: viewer.accountId,
      reason,
      change: 'withdrawn',
    });
    await note(client, viewer, { action: 'seizure.withdrawn', subject: ref, detail: { reason } });
  });
  context.changed();
}
