import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
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
import { heldWords, maskedBy, noteOf, searchable } from '../texts/held.ts';
import { insertHeldWords } from '../texts/store.ts';

/** What is done in the transaction in which a draft becomes a record or its next version. */
export type Follow = (
  client: Client,
  seizure: { readonly id: number; readonly ref: string; readonly version: number },
) => Promise<void>;

/**
 * Submits a draft as a new record: numbered, written, signed, noted, in one transaction. A draft already submitted
 * answers the same reference again. Words marked not personal are
 * hidden from other Members until a second person agrees; the trail keeps their hash. Throws Forbidden for a country
 * the viewer
 * does not enter for, Refused for a national reference already in use. `also` is done with it, or neither.
 */
export async function record(
  context: SeizuresContext,
  viewer: Viewer,
  draftId: string,
  valid: SeizureRecord,
  also?: Follow,
): Promise<string> {
  const ref = await refusalOfRef(() =>
    inTransaction(context.pool, async client => {
      const draft = await getDraft(client, viewer, draftId, true);
      if (draft.seizureId !== null) throw new Conflict('the draft amends a record');
      if (draft.submittedAt) return (await findByClientUuid(client, draftId))?.ref ?? '';
      const country = String(valid.facts.country);
      if (!mayEnterFor(viewer, country)) throw new Forbidden(`does not report for ${country}`);
      const held = heldWords(valid, draft.marks);
      const masked = maskedBy(
        valid,
        held.map(({ text }) => text),
      );
      const projection = project(searchable(masked ?? valid), context.lists.lookUp, context.offices);
      const [written] = await insertSeizures(client, [
        { clientUuid: draftId, record: valid, masked, projection, channel: 'form', recordedBy: viewer.accountId },
      ]);
      if (!written) throw new Error('nothing was written');
      await insertHeldWords(client, { seizureId: written.id, accountId: viewer.accountId }, held);
      await closeDraft(client, draftId);
      await also?.(client, { ...written, version: 1 });
      await note(client, viewer, {
        action: 'seizure.submitted',
        subject: written.ref,
        detail: { notPersonal: noteOf(held) },
      });
      await context.tellRecorded(client, viewer, { draftId, ref: written.ref });
      return written.ref;
    }),
  );
  context.changed();
  return ref;
}
