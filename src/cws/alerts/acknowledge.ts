import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { run } from '../../db/sql.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotVisible } from '../../errors.ts';
import { today } from '../../reference/index.ts';
import { standing } from '../documents/document.ts';
import { readableDocuments } from '../documents/scope.ts';
import { documentsOf, toDocument } from '../documents/store.ts';
import type { DocumentRow } from '../documents/store.ts';
import type { CwsContext } from '../context.ts';
import { insertAcknowledgement } from './store.ts';

/**
 * The viewer has taken notice of an urgent alert in the version that was shown. Once is enough; an alert that is no longer in
 * force asks for nothing. Throws NotVisible.
 */
export async function acknowledge(
  { pool, alertWatch }: CwsContext,
  viewer: Viewer,
  ref: string,
  version: number,
): Promise<void> {
  await inTransaction(pool, async client => {
    const [row] = await run<DocumentRow>(
      client,
      documentsOf(viewer, readableDocuments(viewer)).where({ 'd.ref': ref, 'd.kind': 'alert' }),
    );
    if (!row) throw new NotVisible('no such alert');
    const alert = toDocument(row);
    if (!alert.urgent || standing(alert, today()) !== 'inForce') return;
    const seen = Math.min(version, alert.version);
    if (await insertAcknowledgement(client, viewer, alert.id, seen))
      await note(client, viewer, { action: 'document.acknowledged', subject: ref, detail: { version: seen } });
  });
  alertWatch.seen(viewer.accountId);
}
