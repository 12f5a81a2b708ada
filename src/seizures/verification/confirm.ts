import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden, NeedsSecondPerson } from '../../errors.ts';
import type { SeizuresContext } from '../context.ts';
import { can } from '../permissions.ts';
import { insertStep, lockSeizure } from '../record/store.ts';
import { putOff, releaseHeld } from './store-verify.ts';

/**
 * A second person confirms a quantity that seemed more than its goods can be: it counts in totals from now on. Throws
 * NeedsSecondPerson for who stated it, Conflict where nothing is held or the version is another.
 */
export async function confirmQuantity(
  context: SeizuresContext,
  viewer: Viewer,
  { ref, version, reason }: { readonly ref: string; readonly version: number; readonly reason: string },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const seizure = await lockSeizure(client, viewer, ref);
    if (!can(viewer, 'confirm', { ...seizure, held: true })) throw new Forbidden('may not confirm quantities');
    if (!seizure.held || seizure.version !== version) throw new Conflict('nothing is held in this version');
    if (seizure.author === viewer.accountId) throw new NeedsSecondPerson();
    await releaseHeld(client, seizure.id);
    await insertStep(client, {
      seizureId: seizure.id,
      kind: 'confirmed',
      version,
      accountId: viewer.accountId,
      reason,
    });
    await note(client, viewer, { action: 'seizure.quantityConfirmed', subject: ref, detail: { version, reason } });
  });
  context.changed();
}

/** Puts a record off for this desk's officer until a day. */
export async function later(context: SeizuresContext, viewer: Viewer, ref: string, until: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const seizure = await lockSeizure(client, viewer, ref);
    await putOff(client, viewer, seizure, until);
    await note(client, viewer, { action: 'seizure.putOff', subject: ref, detail: { until } });
  });
}
