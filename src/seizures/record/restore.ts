import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import type { SeizuresContext } from '../context.ts';
import { can, mayEnterFor } from '../permissions.ts';
import { refusalOfRef } from './refusal.ts';
import { insertStep, lockSeizure, markRestored } from './store.ts';

/**
 * Takes a withdrawal back, with a reason: the record is in force again as it was. Throws Conflict where it is not
 * withdrawn, Refused where another record of the office took its national reference meanwhile.
 */
export async function restore(context: SeizuresContext, viewer: Viewer, ref: string, reason: string): Promise<void> {
  await refusalOfRef(() =>
    inTransaction(context.pool, async client => {
      const seizure = await lockSeizure(client, viewer, ref);
      if (!mayEnterFor(viewer, seizure.country, seizure.officeId)) throw new Forbidden('may not restore');
      if (!can(viewer, 'restore', seizure)) throw new Conflict(`${ref} is not withdrawn`);
      await markRestored(client, seizure.id);
      await insertStep(client, {
        seizureId: seizure.id,
        kind: 'restored',
        version: seizure.version,
        accountId: viewer.accountId,
        reason,
      });
      await note(client, viewer, { action: 'seizure.restored', subject: ref, detail: { reason } });
    }),
  );
  context.changed();
}
