import type { Viewer } from '../../access/index.ts';
import { note, type Deed } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import type { CpdbContext } from '../context.ts';
import { compose, type Wanted } from './compose.ts';
import { isTrainer } from './scope.ts';
import { maxExercises, type SetFacts, type TrainingSet } from './set.ts';
import {
  arrange,
  insertExercise,
  insertSet,
  listExercises,
  lockSet,
  setState,
  updateFacts,
} from './store/store-sets.ts';

/** Begins a set of the viewer's office, a draft. The same form sent twice is one set. Returns its reference. */
export function makeSet({ pool }: CpdbContext, viewer: Viewer, clientUuid: string, facts: SetFacts): Promise<string> {
  return inTransaction(pool, async client => {
    const { ref, isNew } = await insertSet(client, viewer, clientUuid, facts);
    if (isNew) await note(client, viewer, { action: 'training.made', subject: ref, detail: { title: facts.title } });
    return ref;
  });
}

/** Saves what is said about a set. Throws ChangedMeanwhile where another trainer changed it first. */
export function saveSet(
  context: CpdbContext,
  viewer: Viewer,
  ref: string,
  version: number,
  facts: SetFacts,
): Promise<void> {
  return onSet(context, viewer, ref, { action: 'training.saved' }, async (client, set) => {
    if (set.version !== version) throw new ChangedMeanwhile(`${ref} was changed meanwhile`);
    draftOnly(set);
    await updateFacts(client, set.id, facts);
    return { title: facts.title, audience: facts.audience };
  });
}

/** Adds an exercise at the end. Throws Refused at the field that stands in the way. */
export function addExercise(context: CpdbContext, viewer: Viewer, ref: string, wanted: Wanted): Promise<void> {
  return onSet(context, viewer, ref, { action: 'training.exerciseAdded' }, async (client, set) => {
    draftOnly(set);
    if (set.exercises >= maxExercises)
      throw new Refused({ path: 'picture', key: 'cpdbtraining:problem.tooMany', values: { most: maxExercises } });
    await insertExercise(client, { setId: set.id, ...(await compose(client, viewer, context.lists, wanted)) });
    return { picture: wanted.picture, kind: wanted.kind };
  });
}

export const moves = ['up', 'down', 'remove'] as const;
export type Move = (typeof moves)[number];

/** Moves an exercise by one place, or takes it out. One that was taken out already stays out. */
export function moveExercise(context: CpdbContext, viewer: Viewer, ref: string, id: number, move: Move): Promise<void> {
  return onSet(
    context,
    viewer,
    ref,
    { action: move === 'remove' ? 'training.exerciseRemoved' : 'training.exerciseMoved' },
    async (client, set) => {
      draftOnly(set);
      const ids = (await listExercises(client, set.id)).map(one => one.id);
      const at = ids.indexOf(id);
      if (at < 0) throw new Conflict('no longer in the set');
      const rest = ids.filter(one => one !== id);
      if (move !== 'remove') rest.splice(Math.max(0, at + (move === 'up' ? -1 : 1)), 0, id);
      await arrange(client, set.id, rest);
      return { exercise: id, move };
    },
  );
}

/**
 * Opens a draft or a closed set to those it is for; closes an open one. Throws Refused for an empty one, Conflict where
 * it stands so already.
 */
export function turn(context: CpdbContext, viewer: Viewer, ref: string, to: 'open' | 'closed'): Promise<void> {
  return onSet(
    context,
    viewer,
    ref,
    { action: to === 'open' ? 'training.opened' : 'training.closed' },
    async (client, set) => {
      if (set.state === to || (to === 'closed' && set.state === 'draft')) throw new Conflict(`${ref} is ${set.state}`);
      if (to === 'open' && set.exercises === 0)
        throw new Refused({ path: 'picture', key: 'cpdbtraining:problem.empty' });
      await setState(client, set.id, to);
      return { audience: set.audience };
    },
  );
}

/** Once someone may have taken it, a set stays as it is: results of two persons are to be compared. */
function draftOnly(set: TrainingSet): void {
  if (set.state !== 'draft') throw new Conflict(`${set.ref} is no draft any more`);
}

async function onSet(
  { pool }: CpdbContext,
  viewer: Viewer,
  ref: string,
  { action }: Pick<Deed, 'action'>,
  work: (client: Client, set: TrainingSet) => Promise<Readonly<Record<string, unknown>>>,
): Promise<void> {
  await inTransaction(pool, async client => {
    const set = await lockSet(client, viewer, ref);
    if (!isTrainer(viewer, set)) throw new Forbidden('a set of another office');
    await note(client, viewer, { action, subject: ref, detail: await work(client, set) });
  });
}
