import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden, NotFound } from '../../errors.ts';
import { storedIdsOf } from '../../files/store-derivatives.ts';
import { isPicture } from '../../files/kinds/kinds.ts';
import type { Region } from '../../files/pictures/picture-types.ts';
import { ChangedMeanwhile } from '../../forms/index.ts';
import { can } from '../pictures/permissions.ts';
import type { Picture } from '../pictures/picture.ts';
import { lockPicture } from '../pictures/store.ts';
import { refreshCover } from '../pictures/store-change.ts';
import type { CpdbContext } from '../context.ts';
import type { Arrangement } from './arrangement.ts';
import type { Image, MarkedRegion } from './image.ts';
import { queueExamination } from './jobs.ts';
import { exchange, listImages, setAnother, setArrangement, setRegions, setRemoved } from './store.ts';

/** Everything stored of an image. */
function storedOf(image: Image): string[] {
  return [
    image.storedId,
    ...storedIdsOf({
      derivatives: image.derivatives,
      ...(image.tiles ? { tiles: image.tiles } : {}),
      ...(image.depth ? { depth: image.depth } : {}),
    }),
  ];
}

async function lockDraft(client: Client, viewer: Viewer, ref: string): Promise<Picture> {
  const picture = await lockPicture(client, viewer, ref);
  if (!can(viewer, 'edit', picture)) throw new Forbidden('does not work on this picture');
  return picture;
}

/**
 * Roles, order and pairs of the images of a draft, and which go. Images that came or went meanwhile stay as they are.
 */
export async function arrange(
  { pool, intake }: CpdbContext,
  viewer: Viewer,
  ref: string,
  { images, removed }: Arrangement,
): Promise<void> {
  const gone = await inTransaction(pool, async client => {
    const picture = await lockDraft(client, viewer, ref);
    const there = await listImages(client, picture.id);
    for (const image of images) await setArrangement(client, picture.id, image);
    const going = there.filter(({ id }) => removed.includes(id));
    for (const { id } of going) await setRemoved(client, id);
    await refreshCover(client, picture.id);
    await note(client, viewer, {
      action: 'picture.arranged',
      subject: ref,
      detail: { files: images.length, ...(going.length > 0 ? { removed: going.map(({ name }) => name) } : {}) },
    });
    return going;
  });
  for (const image of gone) await intake.remove(...storedOf(image));
}

/** One examined image of a draft, in a transaction. Throws NotFound. */
async function changeOne<T>(
  { pool }: Pick<CpdbContext, 'pool'>,
  viewer: Viewer,
  ref: string,
  id: string,
  work: (client: Client, image: Image) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async client => {
    const picture = await lockDraft(client, viewer, ref);
    const image = (await listImages(client, picture.id)).find(one => one.id === id && one.state === 'ready');
    if (!image) throw new NotFound('no such image');
    return work(client, image);
  });
}

/** Marks what is to be seen where in an image. */
export function mark(
  context: CpdbContext,
  viewer: Viewer,
  ref: string,
  id: string,
  regions: readonly MarkedRegion[],
): Promise<void> {
  return changeOne(context, viewer, ref, id, async (client, image) => {
    await setRegions(client, image.id, regions);
    await note(client, viewer, {
      action: 'picture.marked',
      subject: ref,
      detail: { image: id, regions: regions.length },
    });
  });
}

/** The contributor says that an image is another than those it looks like. */
export function sayAnother(context: CpdbContext, viewer: Viewer, ref: string, id: string): Promise<void> {
  return changeOne(context, viewer, ref, id, async (client, image) => {
    await setAnother(client, image.id);
    await note(client, viewer, { action: 'picture.notAlike', subject: ref, detail: { image: id } });
  });
}

/**
 * Makes parts of an image unrecognisable, for good: a new original is stored, the old one and all that was made of it
 * is removed, and the new one is examined. Throws ChangedMeanwhile when someone else did it at the same time.
 */
export async function blur(
  context: CpdbContext,
  viewer: Viewer,
  ref: string,
  image: Image,
  regions: readonly Region[],
): Promise<void> {
  const made = await context.intake.blur(image.storedId, image.kind, regions);
  if (!isPicture(made.kind)) throw new Error('a blurred picture is no picture');
  const isDone = await changeOne(context, viewer, ref, image.id, async (client, now) => {
    if (now.storedId !== image.storedId || !(await exchange(client, image, made, regions.length))) return false;
    await refreshCover(client, image.pictureId);
    await note(client, viewer, {
      action: 'picture.blurred',
      subject: ref,
      detail: { image: image.id, regions: regions.length },
    });
    return true;
  }).catch(async (error: unknown) => {
    await context.intake.remove(made.storedId);
    throw error;
  });
  if (!isDone) {
    await context.intake.remove(made.storedId);
    throw new ChangedMeanwhile('the image was changed meanwhile');
  }
  await context.intake.remove(...storedOf(image));
  await queueExamination(context, image.id);
}
