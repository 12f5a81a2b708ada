import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import type { SeizuresContext } from '../context.ts';
import { mayEnterFor } from '../permissions.ts';
import { project } from './search-columns.ts';
import type { SeizureRecord } from '../seizure.ts';
import { findByClientUuid } from './store.ts';
import { closeDraft, getDraft } from '../entry/store-drafts.ts';
import { insertSeizures } from './store-insert.ts';
import { refusalOfRef } from './refusal.ts';

/**
 * Submits a draft as a new record: numbered, written, signed, noted, in one transaction. A draft already submitted
 * answers the same reference again. The marks of the guard go into the trail. Throws Forbidden for a country the viewer
 * does not enter for, Refused for a national reference already in use.
 */
export async function record(
  context: SeizuresContext,
  viewer: Viewer,
  draftId: string,
  valid: SeizureRecord,
): Promise<string> {
  const ref = await refusalOfRef(() =>
    inTransaction(context.pool, async client => {
      const draft = await getDraft(client, viewer, draftId, true);
      if (draft.seizureId !== null) throw new Conflict('the draft amends a record');
      if (draft.submittedAt) return (await findByClientUuid(client, draftId))?.ref ?? '';
      const country = String(valid.facts.country);
      if (!mayEnterFor(viewer, country)) throw new Forbidden(`does not report for ${country}`);
      const projection = project(valid, context.lists.lookUp, context.offices);
      const [written] = await insertSeizures(client, [
        { clientUuid: draftId, record: valid, projection, channel: 'form', recordedBy: viewer.accountId },
      ]);
      if (!written) throw new Error('nothing was written');
      await closeDraft(client, draftId);
      await note(client, viewer, {
        action: 'seizure.submitted',
        subject: written.ref,
        detail: { notPersonal: draft.marks },
      });
      await context.tellRecorded(client, viewer, { draftId, ref: written.ref });
      return written.ref;
    }),
  );
  context.changed();
  return ref;
}
