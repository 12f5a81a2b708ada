import type { Viewer } from '../../access/index.ts';
import { hideInTrail, note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NeedsSecondPerson } from '../../errors.ts';
import type { SeizuresContext } from '../context.ts';
import { refusalOfRef } from '../record/refusal.ts';
import { project } from '../record/search-columns.ts';
import { insertStep, lockSeizure } from '../record/store.ts';
import { writeProjection } from '../record/store-amend.ts';
import type { SeizureRecord } from '../seizure.ts';
import { hashOf, maskedBy, removedMark, replaceWords, searchable } from './held.ts';
import { wordsActs } from './permissions.ts';
import {
  decideWords,
  lockWaitingWords,
  openWordsOf,
  readContent,
  writeContent,
  writeMasks,
  type WaitingWords,
} from './store.ts';
import { removeFromDrafts, removeFromTold } from './store-removal.ts';

/** A second person agrees that words are not about a person: other Members read them from now on. */
export async function agreeToWords(context: SeizuresContext, viewer: Viewer, id: number): Promise<string> {
  return decide(context, async client => {
    const one = await lockWaitingWords(client, viewer, id);
    if (!wordsActs(viewer, one).agree) throw new NeedsSecondPerson();
    await decideWords(client, one, { state: 'agreed', by: viewer.accountId });
    await rewrite(client, { context, viewer }, one, record => record, 'shown');
    await note(client, viewer, { action: 'text.agreed', subject: one.ref, detail: detailOf(one) });
    return one.ref;
  });
}

/**
 * The first who says that words are personal proposes to take them out; another does it: from the record, its
 * versions, its drafts, what is searched, and what is told about it. Their hash, kind and place stay. Answers
 * whether it was done.
 */
export async function takeWordsOut(
  context: SeizuresContext,
  viewer: Viewer,
  id: number,
): Promise<{ ref: string; isRemoved: boolean }> {
  return decide(context, async client => {
    const one = await lockWaitingWords(client, viewer, id);
    if (!wordsActs(viewer, one).remove) throw new NeedsSecondPerson();
    if (one.state === 'waiting') {
      await decideWords(client, one, { state: 'proposed', by: viewer.accountId });
      await note(client, viewer, { action: 'text.removalProposed', subject: one.ref, detail: detailOf(one) });
      return { ref: one.ref, isRemoved: false };
    }
    await decideWords(client, one, { state: 'removed', by: viewer.accountId });
    await removeFromDrafts(client, one.seizureId, one.words);
    await rewrite(
      client,
      { context, viewer },
      one,
      record => replaceWords(record, [one.words], removedMark),
      'redacted',
    );
    await removeFromTold(client, one.seizureId, one.words);
    await hideInTrail(client, one.ref, one.words);
    await note(client, viewer, {
      action: 'text.removed',
      subject: one.ref,
      detail: { ...detailOf(one), proposedBy: one.proposer },
    });
    return { ref: one.ref, isRemoved: true };
  });
}

async function decide<T>(context: SeizuresContext, work: (client: Client) => Promise<T>): Promise<T> {
  const done = await refusalOfRef(() => inTransaction(context.pool, work));
  context.changed();
  return done;
}

function detailOf({ path, kind, words, marker }: WaitingWords): Readonly<Record<string, unknown>> {
  return { path, kind, sha256: hashOf(words), markedBy: marker };
}

/**
 * Writes the record's states anew, with what still waits hidden, and all that is searched and listed of it. The step in
 * its history says what was decided and of which kind of words, or why somebody typed them.
 */
export async function rewrite(
  client: Client,
  { context, viewer }: { context: SeizuresContext; viewer: Viewer },
  { seizureId, ref, kind, reason }: Pick<WaitingWords, 'seizureId' | 'ref' | 'kind' | 'reason'>,
  change: (record: SeizureRecord) => SeizureRecord,
  step: 'shown' | 'redacted' | 'hidden',
): Promise<void> {
  const seizure = await lockSeizure(client, viewer, ref);
  // Before the versions, which the database lets be changed in the transaction of such a step only.
  await insertStep(client, {
    seizureId,
    kind: step,
    version: seizure.version,
    accountId: viewer.accountId,
    reason: kind === 'typed' ? reason : kind,
  });
  const open = await openWordsOf(client, seizureId);
  const content = await readContent(client, seizureId);
  const hidden = (record: SeizureRecord): SeizureRecord | null => maskedBy(record, open);
  const record = change(content.record);
  const versions = content.versions.map(one => ({ ...one, record: change(one.record) }));
  const write = step === 'hidden' ? writeMasks : writeContent;
  await write(client, seizureId, { record, versions }, hidden);
  const projection = project(searchable(hidden(record) ?? record), context.lists.lookUp, context.offices);
  await writeProjection(client, seizure, projection);
}
