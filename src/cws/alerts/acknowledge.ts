import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { standing } from '../documents/document.ts';
import type { CwsContext } from '../context.ts';
import { getAlert, insertAcknowledgement } from './store.ts';
import { today } from '../../text/plain-date.ts';

/**
 * The viewer has taken notice of an urgent alert in the version that was shown. Once is enough; an alert that is no
 * longer in force asks for nothing. Throws NotVisible.
 */
export async function acknowledge(
  { pool, alertWatch }: CwsContext,
  viewer: Viewer,
  ref: string,
  version: number,
): Promise<void> {
  await inTransaction(pool, async client => {
    const alert = await getAlert(client, viewer, ref);
    if (!alert.urgent || standing(alert, today()) !== 'inForce') return;
    const seen = Math.min(version, alert.version);
    if (await insertAcknowledgement(client, viewer, alert.id, seen))
      await note(client, viewer, { action: 'document.acknowledged', subject: ref, detail: { version: seen } });
  });
  alertWatch.seen(viewer.accountId);
}
