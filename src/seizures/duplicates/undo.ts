import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import type { SeizuresContext } from '../context.ts';
import { can } from '../permissions.ts';
import { refusalOfRef } from '../record/refusal.ts';
import { insertStep, lockSeizure } from '../record/store.ts';
import { markAnswered } from '../questions/store-questions.ts';
import { pairOf, tellOwner } from './merge.ts';
import { findMerge, lockInOrder, settleKept, undoMerge, type Merge } from './store-merge.ts';
import { areLinked, decidePairs } from './store-pairs.ts';

/**
 * Undoes the merge a record went in: every record of it is again what it was. Throws Conflict where it is not merged,
 * or where the kept record was changed since, which would be lost; Refused where another record took its national
 * reference. Returns the reference that was kept.
 */
export async function unmerge(context: SeizuresContext, viewer: Viewer, ref: string, reason: string): Promise<string> {
  const kept = await refusalOfRef(() =>
    inTransaction(context.pool, client => unmergeWithin(client, context, viewer, ref, reason)),
  );
  context.changed();
  return kept;
}

async function unmergeWithin(
  client: Client,
  context: SeizuresContext,
  viewer: Viewer,
  ref: string,
  reason: string,
): Promise<string> {
  const merge = await lockMerge(client, viewer, ref);
  const { keptRef, keptId, merged, version } = merge;
  const before = await lockSeizure(client, viewer, keptRef);
  if (before.version !== version || !can(viewer, 'merge', before))
    throw new Conflict(`${keptRef} was changed after the merge`);
  await undoMerge(client, merge);
  for (const id of [keptId, ...merged.map(one => one.id)]) await markAnswered(client, id);
  await settleKept(client, keptId);
  const step = { kind: 'unmerged', accountId: viewer.accountId, reason };
  await insertStep(client, { ...step, seizureId: keptId, version: version + 1 });
  for (const one of merged) await insertStep(client, { ...step, seizureId: one.id, version: one.version });
  for (const subject of [keptRef, ...merged.map(one => one.ref)])
    await note(client, viewer, { action: 'seizure.unmerged', subject, detail: { from: keptRef, reason } });
  await tellOwner(client, context, viewer, before, 'seizureUnmerged');
  return keptRef;
}

/** The merge a record went in, with all its records locked in their order. */
async function lockMerge(client: Client, viewer: Viewer, ref: string): Promise<Merge> {
  const known = await findMerge(client, viewer, ref);
  await lockInOrder(client, known ? [known.keptRef, ...known.merged.map(one => one.ref)] : [ref]);
  const asked = await lockSeizure(client, viewer, ref);
  // Somebody may have undone it meanwhile.
  const merge = await findMerge(client, viewer, ref);
  if (!merge) throw new Conflict(`${ref} is not merged`);
  if (!can(viewer, 'unmerge', asked)) throw new Forbidden('may not undo it');
  return merge;
}

/** Takes a link between two records back; both offices are told. */
export async function unlink(context: SeizuresContext, viewer: Viewer, ref: string, otherRef: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    await lockInOrder(client, [ref, otherRef]);
    const [one, other] = [await lockSeizure(client, viewer, ref), await lockSeizure(client, viewer, otherRef)];
    if (!can(viewer, 'merge', one) && !can(viewer, 'merge', other)) throw new Forbidden('may not unlink these');
    const pair = pairOf(one, other);
    if (!(await areLinked(client, pair))) throw new Conflict('they are not linked');
    await decidePairs(client, viewer, [pair], 'different');
    for (const [mine, theirs] of [
      [one, other],
      [other, one],
    ] as const) {
      const { id: seizureId, version } = mine;
      await insertStep(client, { seizureId, kind: 'unlinked', version, accountId: viewer.accountId, reason: null });
      await note(client, viewer, { action: 'seizure.unlinked', subject: mine.ref, detail: { with: theirs.ref } });
      await tellOwner(client, context, viewer, mine, 'seizureUnlinked');
    }
  });
  context.changed();
}
