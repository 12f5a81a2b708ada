import { rights, tellOffice, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { Refused } from '../../forms/index.ts';
import { visibleRefs } from '../../seizures/index.ts';
import { getReadable } from '../alerts/store.ts';
import type { CwsContext } from '../context.ts';
import type { Report } from './answer.ts';
import { issuerOf } from './tell.ts';
import { insertHit, withdrawHit } from './store.ts';

/**
 * An officer says what controlling for an alert led to; a hit is told to the issuer. The same form twice is one report.
 * Throws NotVisible, and Refused at `recordRef` for a record the officer does not see.
 */
export async function report(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  clientUuid: string,
  told: Report,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const alert = await getReadable(client, viewer, ref);
    if (alert.kind !== 'alert') throw new NotFound('no alert');
    const { recordRef, outcome } = told;
    const isSeen =
      recordRef === null ||
      (rights['database:read'](viewer) && (await visibleRefs(client, viewer, [recordRef])).includes(recordRef));
    if (!isSeen)
      throw new Refused({ path: 'recordRef', key: 'cws:problem.unknownReference', values: { ref: recordRef ?? '' } });
    if (!(await insertHit(client, viewer, alert, clientUuid, told))) return;
    await note(client, viewer, {
      action: 'document.controlled',
      subject: ref,
      detail: { outcome, version: alert.version, ...(recordRef === null ? {} : { record: recordRef }) },
    });
    if (outcome === 'hit')
      await tellOffice(
        client,
        context.outbox,
        issuerOf(context, alert),
        { about: 'cws', kind: 'alertHit', values: { ref }, path: `/cws/alerts/${ref}/answers` },
        viewer.loginId,
      );
  });
}

/** The officer takes a report of the own back: it was wrong. */
export async function takeBack(context: CwsContext, viewer: Viewer, ref: string, hitId: number): Promise<void> {
  await inTransaction(context.pool, async client => {
    const alert = await getReadable(client, viewer, ref);
    await withdrawHit(client, viewer, alert, hitId);
    await note(client, viewer, { action: 'document.controlTakenBack', subject: ref });
  });
}
