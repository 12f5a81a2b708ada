import { tellLogin, tellOffice, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import { ChangedMeanwhile } from '../../forms/index.ts';
import type { SeizuresContext } from '../context.ts';
import { can, isDesk } from '../permissions.ts';
import { authorOf } from '../questions/store-questions.ts';
import { differences, isSlip } from '../record/differences.ts';
import { refusalOfRef } from '../record/refusal.ts';
import { project } from '../record/search-columns.ts';
import { replaceSeizure } from '../record/store-amend.ts';
import { hasSameAudience } from '../record/store-audience.ts';
import { insertStep, lockSeizure, type Seizure } from '../record/store.ts';
import type { SeizureRecord } from '../seizure.ts';
import type { Pair } from './clusters.ts';
import { beginMerge, findKept, lockInOrder, markMerged, settleKept } from './store-merge.ts';
import { areLinked, decidePairs } from './store-pairs.ts';

/** What was decided about records put side by side, each in the version that was looked at. */
export interface Decision {
  readonly clientUuid: string;
  readonly records: readonly { readonly ref: string; readonly version: number; readonly is: Is }[];
  /** The record that counts for those merged, of the values that were chosen; unused where none is merged. */
  readonly record: SeizureRecord;
}
export type Is = 'keep' | 'merge' | 'link' | 'different';

/**
 * Does what was decided, in one transaction: the kept record gets a version of the values chosen, the merged ones count
 * no more, linked ones are told to be parts of one event, and that two are not the same is remembered. Sent twice it is
 * done once. Throws ChangedMeanwhile where one of them is not as it was looked at, Forbidden where it is not the
 * viewer's to decide.
 */
export async function decide(context: SeizuresContext, viewer: Viewer, decision: Decision): Promise<void> {
  await refusalOfRef(() => inTransaction(context.pool, client => decideWithin(client, context, viewer, decision)));
  context.changed();
}

interface Decided {
  readonly seizure: Seizure;
  readonly is: Is;
}

async function decideWithin(
  client: Client,
  context: SeizuresContext,
  viewer: Viewer,
  { clientUuid, records, record }: Decision,
): Promise<void> {
  await lockInOrder(
    client,
    records.map(({ ref }) => ref),
  );
  if (await findKept(client, viewer, clientUuid)) return;
  const all: Decided[] = [];
  for (const { ref, version, is } of records) {
    const seizure = await lockSeizure(client, viewer, ref);
    if (seizure.version !== version || !['submitted', 'queried', 'verified'].includes(seizure.status))
      throw new ChangedMeanwhile(`${ref} is not as it was looked at`);
    all.push({ seizure, is });
  }
  const kept = all.find(({ is }) => is === 'keep')?.seizure;
  const of = (what: Is): Seizure[] => all.filter(({ is }) => is === what).map(({ seizure }) => seizure);
  const [merged, linked, different] = [of('merge'), of('link'), of('different')];
  requireTheirs(viewer, kept, { merged, linked, all });
  if (kept && merged.length > 0) await mergeInto(client, context, viewer, { clientUuid, kept, merged, record });
  if (kept) await link(client, context, viewer, kept, linked);
  await tellApart(client, viewer, [...(kept ? [kept] : []), ...merged, ...linked], different);
}

function requireTheirs(
  viewer: Viewer,
  kept: Seizure | undefined,
  { merged, linked, all }: Readonly<Record<'merged' | 'linked', Seizure[]>> & { readonly all: readonly Decided[] },
): void {
  const may = (one: Seizure): boolean => can(viewer, 'merge', one);
  if (!all.some(({ seizure }) => may(seizure))) throw new Forbidden('none of these is theirs');
  if (!kept) return;
  if (merged.some(one => one.officeId !== kept.officeId)) throw new Forbidden('a record stays with its office');
  if (merged.length > 0 && ![kept, ...merged].every(may)) throw new Forbidden('may not merge these');
  if (linked.some(one => !may(one) && !may(kept))) throw new Forbidden('may not link these');
}

async function mergeInto(
  client: Client,
  context: SeizuresContext,
  viewer: Viewer,
  merge: { clientUuid: string; kept: Seizure; merged: readonly Seizure[]; record: SeizureRecord },
): Promise<void> {
  const { clientUuid, kept, merged, record } = merge;
  // Who may not read the words that wait would write the mask into the record.
  if ([kept, ...merged].some(({ isHeld }) => isHeld)) throw new Conflict('words wait for a second person');
  const version = kept.version + 1;
  const mergedIds = merged.map(({ id }) => id);
  await beginMerge(client, viewer, { clientUuid, keptId: kept.id, version, mergedIds });
  await markMerged(client, kept.id, mergedIds);
  const projection = project(record, context.lists.lookUp, context.offices);
  const changed = differences(kept.record, record);
  const staysVerified = changed.length === 0 || (isDesk(viewer, kept.country) && isSlip(changed));
  await replaceSeizure(client, kept, { record, masked: null, projection, isCorrection: staysVerified });
  await settleKept(client, kept.id);
  const reason = `${merged.map(({ ref }) => ref).join(', ')} → ${kept.ref}`;
  const step = { kind: 'merged', accountId: viewer.accountId, reason };
  const change = hasSameAudience(kept, projection) ? 'upsert' : 'narrowed';
  await insertStep(client, { ...step, seizureId: kept.id, version, change });
  for (const one of merged)
    await insertStep(client, { ...step, seizureId: one.id, version: one.version, change: 'merged' });
  const detail = { into: kept.ref, merged: merged.map(({ ref }) => ref), version };
  for (const { ref } of [kept, ...merged])
    await note(client, viewer, { action: 'seizure.merged', subject: ref, detail });
  for (const one of [kept, ...merged]) await tellOwner(client, context, viewer, one, 'seizureMerged');
}

async function link(
  client: Client,
  context: SeizuresContext,
  viewer: Viewer,
  kept: Seizure,
  linked: readonly Seizure[],
): Promise<void> {
  for (const one of linked) {
    if (await areLinked(client, pairOf(kept, one))) continue;
    await decidePairs(client, viewer, [pairOf(kept, one)], 'linked');
    for (const [mine, other] of [
      [kept, one],
      [one, kept],
    ] as const) {
      await insertStep(client, {
        seizureId: mine.id,
        kind: 'linked',
        version: mine === kept ? await versionOf(client, viewer, kept) : mine.version,
        accountId: viewer.accountId,
        reason: null,
      });
      await note(client, viewer, { action: 'seizure.linked', subject: mine.ref, detail: { with: other.ref } });
      await tellOwner(client, context, viewer, mine, 'seizureLinked');
    }
  }
}

async function versionOf(client: Client, viewer: Viewer, { ref }: Seizure): Promise<number> {
  return (await lockSeizure(client, viewer, ref)).version;
}

/** Remembers that records are not the same as the others: every pair with one of them. */
async function tellApart(
  client: Client,
  viewer: Viewer,
  others: readonly Seizure[],
  different: readonly Seizure[],
): Promise<void> {
  const pairs = different.flatMap((one, at) =>
    [...others, ...different.slice(at + 1)].map(other => pairOf(one, other)),
  );
  await decidePairs(client, viewer, pairs, 'different');
  for (const { ref } of different) {
    const detail = { refs: [...others, ...different].map(one => one.ref).filter(other => other !== ref) };
    await note(client, viewer, { action: 'seizure.toldApart', subject: ref, detail });
  }
}

export function pairOf(one: { readonly id: number }, other: { readonly id: number }): Pair {
  return one.id < other.id ? { one: one.id, other: other.id } : { one: other.id, other: one.id };
}

/** Tells who stated a record, and its contact points; never what is in it. */
export async function tellOwner(
  client: Client,
  { outbox }: SeizuresContext,
  viewer: Viewer,
  { ref, officeId, author }: Seizure,
  kind: 'seizureMerged' | 'seizureUnmerged' | 'seizureLinked' | 'seizureUnlinked',
): Promise<void> {
  const news = { about: 'seizure', kind, values: { ref }, path: `/seizures/${ref}` } as const;
  const login = await authorOf(client, author);
  if (login !== undefined && author !== viewer.accountId) await tellLogin(client, outbox, login, news);
  await tellOffice(client, outbox, officeId, news, login ?? viewer.loginId);
}
