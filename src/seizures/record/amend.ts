import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import { hasSameAudience } from './store-audience.ts';
import { can, isDesk } from '../permissions.ts';
import { differences, isSlip } from './differences.ts';
import { project } from './search-columns.ts';
import { refusalOfRef } from './refusal.ts';
import type { Follow } from './record.ts';
import type { SeizuresContext } from '../context.ts';
import type { SeizureRecord } from '../seizure.ts';
import { answerByAmendment } from '../questions/store-questions.ts';
import { tellAskers } from '../questions/ask.ts';
import { insertStep, lockSeizure, type Seizure } from './store.ts';
import { replaceSeizure } from './store-amend.ts';
import { heldWords, maskedBy, noteOf, searchable } from '../texts/held.ts';
import { insertHeldWords, openWordsOf } from '../texts/store.ts';
import { closeDraft, getDraft } from '../entry/store-drafts.ts';

/** The record was amended by somebody else since this amendment began; the page shows both. */
export class AmendedMeanwhile extends Conflict {
  readonly ref: string;
  constructor(ref: string) {
    super(`${ref} was amended meanwhile`);
    this.ref = ref;
  }
}

/**
 * Submits a draft as the next version of its record, with the reason. Keeps the old version; the record goes back to
 * submitted, unless a RILO corrected a slip: what it verified stays verified. Throws AmendedMeanwhile when the version
 * is no longer the one the draft started from.
 */
export async function amend(
  context: SeizuresContext,
  viewer: Viewer,
  draftId: string,
  valid: SeizureRecord,
  reason: string,
  also?: Follow,
): Promise<string> {
  const ref = await refusalOfRef(() =>
    inTransaction(context.pool, client => amendWithin(client, context, viewer, draftId, valid, reason, also)),
  );
  context.changed();
  return ref;
}

async function amendWithin(
  client: Client,
  context: SeizuresContext,
  viewer: Viewer,
  draftId: string,
  valid: SeizureRecord,
  reason: string,
  also?: Follow,
): Promise<string> {
  const draft = await getDraft(client, viewer, draftId, true);
  if (draft.submittedAt || !draft.ref) return draft.ref ?? '';
  const old = await lockSeizure(client, viewer, draft.ref);
  if (!can(viewer, 'amend', old)) throw new Forbidden('may not amend');
  if (old.version !== draft.baseVersion) throw new AmendedMeanwhile(old.ref);
  const held = heldWords(valid, draft.marks);
  await insertHeldWords(client, { seizureId: old.id, accountId: viewer.accountId }, held);
  await writeAmendment(
    client,
    context,
    viewer,
    old,
    { record: valid, reason, detail: { notPersonal: noteOf(held) } },
    also,
  );
  await closeDraft(client, draftId);
  return old.ref;
}

interface Amendment {
  readonly record: SeizureRecord;
  readonly reason: string;
  /** What else the trail keeps of it. */
  readonly detail: object;
}

/**
 * Writes a locked record's next version with its step and its row of the trail, and answers who asked about it: the one
 * act by which a record is amended, whether by a form or with others of its kind.
 */
export async function writeAmendment(
  client: Client,
  context: SeizuresContext,
  viewer: Viewer,
  old: Seizure,
  { record, reason, detail }: Amendment,
  also?: Follow,
): Promise<void> {
  const masked = maskedBy(record, await openWordsOf(client, old.id));
  const projection = project(searchable(masked ?? record), context.lists.lookUp, context.offices);
  if (projection.officeId !== old.officeId) throw new Forbidden('a record stays with its office');
  const isCorrection = isDesk(viewer, old.country) && isSlip(differences(old.record, record));
  await replaceSeizure(client, old, { record, masked, projection, isCorrection });
  const askers = await answerByAmendment(client, old.id);
  await insertStep(client, {
    seizureId: old.id,
    kind: isCorrection ? 'corrected' : 'amended',
    version: old.version + 1,
    accountId: viewer.accountId,
    reason,
    change: hasSameAudience(old, projection) ? 'upsert' : 'narrowed',
  });
  await also?.(client, { id: old.id, ref: old.ref, version: old.version + 1 });
  await tellAskers(client, context, askers, old.ref);
  await note(client, viewer, {
    action: isCorrection ? 'seizure.corrected' : 'seizure.amended',
    subject: old.ref,
    detail: { version: old.version + 1, reason, ...detail },
  });
}
