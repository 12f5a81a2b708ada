import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { standing } from '../documents/document.ts';
import type { CwsContext } from '../context.ts';
import { getReadable, insertAcknowledgement, insertNotice } from './store.ts';
import { today } from '../../text/plain-date.ts';

/**
 * The viewer has taken notice of an urgent alert in the version that was shown, or of the withdrawal or correction of a
 * document. Once is enough; what asks for nothing is left alone. Throws NotVisible.
 */
export async function acknowledge(
  { pool, alertWatch }: CwsContext,
  viewer: Viewer,
  ref: string,
  version: number,
): Promise<void> {
  await inTransaction(pool, async client => {
    const document = await getReadable(client, viewer, ref);
    const seen = Math.min(version, document.version);
    const isInForce = document.urgent && standing(document, today()) === 'inForce';
    const isAcknowledged = isInForce && (await insertAcknowledgement(client, viewer, document.id, seen));
    // A form of an earlier version takes no notice of what came after it.
    const isNoticed = seen === document.version && (await insertNotice(client, viewer, document.id));
    if (isAcknowledged || isNoticed)
      await note(client, viewer, {
        action: 'document.acknowledged',
        subject: ref,
        detail: { version: seen, ...(document.state === 'withdrawn' ? { withdrawn: true } : {}) },
      });
  });
  alertWatch.seen(viewer.accountId);
}
