import type { Viewer } from '../../access/index.ts';
import { note, type Deed } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, Forbidden } from '../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import type { CpdbContext } from '../context.ts';
import { mostPictures, type Collection, type CollectionFacts } from './collection.ts';
import { mayChange } from './scope.ts';
import {
  arrangePictures,
  deletePicture,
  insertCollection,
  insertPictures,
  listCollected,
  lockCollection,
  removeCollection,
  updateCollection,
} from './store.ts';

/** Begins a collection, with the published ones of some pictures in it. The same form sent twice is one. */
export function makeCollection(
  { pool }: CpdbContext,
  viewer: Viewer,
  {
    clientUuid,
    facts,
    pictures,
  }: { readonly clientUuid: string; readonly facts: CollectionFacts; readonly pictures: readonly string[] },
): Promise<number> {
  return inTransaction(pool, async client => {
    const { id, isNew } = await insertCollection(client, viewer, clientUuid, facts);
    if (!isNew) return id;
    const refs = pictures.length === 0 ? [] : await insertPictures(client, id, pictures);
    await note(client, viewer, {
      action: 'collection.made',
      subject: subjectOf(id),
      detail: { name: facts.name, audience: facts.audience, ...(refs.length > 0 ? { pictures: refs } : {}) },
    });
    return id;
  });
}

/** Saves its name, its note and who sees it. Throws ChangedMeanwhile. */
export function saveCollection(
  context: CpdbContext,
  viewer: Viewer,
  id: number,
  version: number,
  facts: CollectionFacts,
): Promise<void> {
  return onCollection(context, viewer, id, 'collection.saved', async (client, collection) => {
    if (collection.version !== version) throw new ChangedMeanwhile('the collection was changed meanwhile');
    // Who else of the office works on it must not take it from its maker's sight, or the office's.
    if (facts.audience === 'own' && collection.accountId !== viewer.accountId)
      throw new Refused({ path: 'audience', key: 'cpdbcollections:problem.notYours' });
    await updateCollection(client, id, facts);
    return { name: facts.name, audience: facts.audience };
  });
}

/** Adds published pictures by their references. Throws Refused where one is none. */
export function addPictures(context: CpdbContext, viewer: Viewer, id: number, refs: readonly string[]): Promise<void> {
  return onCollection(context, viewer, id, 'collection.arranged', async client => {
    const added = await insertPictures(client, id, refs);
    const missing = refs.filter(ref => !added.includes(ref));
    if (missing.length > 0)
      throw new Refused({
        path: 'pictures',
        key: 'cpdbcollections:problem.noPicture',
        values: { refs: missing.join(', ') },
      });
    if ((await listCollected(client, id)).length > mostPictures)
      throw new Refused({ path: 'pictures', key: 'cpdbcollections:problem.tooMany', values: { most: mostPictures } });
    return { pictures: refs };
  });
}

export const moves = ['up', 'down', 'remove'] as const;
type Move = (typeof moves)[number];

/** Moves a picture by one place, or takes it out. Throws Conflict where it is no longer in it. */
export function movePicture(context: CpdbContext, viewer: Viewer, id: number, ref: string, move: Move): Promise<void> {
  return onCollection(context, viewer, id, 'collection.arranged', async client => {
    const cards = await listCollected(client, id);
    const at = cards.findIndex(one => one.ref === ref);
    const picture = cards[at];
    if (!picture) throw new Conflict('no longer in the collection');
    if (move === 'remove') await deletePicture(client, id, picture.id);
    else {
      const rest = cards.map(one => one.id).filter(one => one !== picture.id);
      rest.splice(Math.max(0, at + (move === 'up' ? -1 : 1)), 0, picture.id);
      await arrangePictures(client, id, rest);
    }
    return { picture: ref, move };
  });
}

export function discardCollection(context: CpdbContext, viewer: Viewer, id: number): Promise<void> {
  return onCollection(context, viewer, id, 'collection.removed', async (client, { name }) => {
    await removeCollection(client, id);
    return { name };
  });
}

export function subjectOf(id: number): string {
  return `collection:${id}`;
}

async function onCollection(
  { pool }: CpdbContext,
  viewer: Viewer,
  id: number,
  action: Deed['action'],
  work: (client: Client, collection: Collection) => Promise<Readonly<Record<string, unknown>>>,
): Promise<void> {
  await inTransaction(pool, async client => {
    const collection = await lockCollection(client, viewer, id);
    if (!mayChange(viewer, collection)) throw new Forbidden('a collection of somebody else');
    await note(client, viewer, { action, subject: subjectOf(id), detail: await work(client, collection) });
  });
}
