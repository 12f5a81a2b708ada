import { tellLogin } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { sameWithin } from '../../files/pictures/perceptual-hash.ts';
import { storedIdsOf } from '../../files/store-derivatives.ts';
import type { Client } from '../../db/pool.ts';
import { path } from '../pictures/picture.ts';
import { refreshCover } from '../pictures/store-change.ts';
import type { CpdbContext } from '../context.ts';
import { startKnowingAll } from './know-all.ts';
import { findSame } from './store-alike.ts';
import type { Image } from './image.ts';
import { findSender, findWaiting, isUnused, listForgotten, lockWaiting, setReady, setRefused } from './store.ts';

const queue = 'cpdb-examine';
const sweep = 'cpdb-examine-forgotten';

/** Has an image examined soon; twice for one file is once. */
export async function queueExamination({ jobs }: Pick<CpdbContext, 'jobs'>, id: string): Promise<void> {
  await jobs.send(queue, { id }, id);
}

/** The scanner does not answer: the queue asks again, and then the sweep. */
class ScannerAway extends Error {}

/** Takes up the examination of images, and of those whose scanner or store was away. */
export async function startImageJobs(context: CpdbContext): Promise<void> {
  await context.jobs.work<{ id: string }>(queue, ({ id }) => examine(context, id));
  await context.jobs.work<object>(sweep, async () => {
    for (const id of await listForgotten(context.jobPool))
      await examine(context, id).catch((error: unknown) =>
        context.log.warn({ err: error, image: id }, 'an image waits for its examination'),
      );
  });
  await context.jobs.every(sweep, '*/2 * * * *');
  await startKnowingAll(context);
}

/**
 * Makes what is shown of an image and lets it out of quarantine, or refuses it and takes its content away. What was
 * made is stored under names of the original's: a job that is killed and done again leaves nothing behind. Nobody waits
 * for a row while an image is read.
 */
export async function examine(
  { jobPool, intake, outbox }: Pick<CpdbContext, 'jobPool' | 'intake' | 'outbox'>,
  id: string,
): Promise<void> {
  const image = await findWaiting(jobPool, id);
  if (!image) return;
  const found = await intake.examine(image.storedId, image.kind, 'gallery');
  if (found.verdict === 'later') throw new ScannerAway(found.problem);
  const isKept = await inTransaction(jobPool, async client => {
    if (!(await lockWaiting(client, image))) return false;
    if (found.verdict === 'clean') {
      await setReady(
        client,
        image,
        found,
        await findSame(client, { ...found, id, pictureId: image.pictureId, bits: sameWithin }),
      );
      await refreshCover(client, image.pictureId);
      return true;
    }
    await setRefused(client, id, found.refusal);
    await tellSender(client, outbox, image);
    await note(
      client,
      {},
      {
        action: 'picture.imageRefused',
        outcome: 'refused',
        subject: `image:${id}`,
        detail: { reason: found.refusal.reason, file: image.name },
      },
    );
    return false;
  });
  if (isKept) return;
  const made =
    found.verdict === 'clean'
      ? storedIdsOf({
          derivatives: found.derivatives ?? [],
          ...(found.tiles ? { tiles: found.tiles } : {}),
          ...(found.depth ? { depth: found.depth } : {}),
        })
      : [];
  // Refused, or taken out while it was read; what another process made of it in the same time is the same and stays.
  if (await isUnused(jobPool, image)) await intake.remove(image.storedId, ...made);
}

/** Who sent a refused image is told, as the page is seldom looked at again. */
async function tellSender(client: Client, outbox: CpdbContext['outbox'], { id, name }: Image): Promise<void> {
  const sender = await findSender(client, id);
  if (sender)
    await tellLogin(client, outbox, sender.loginId, {
      about: 'cws',
      kind: 'fileRefused',
      values: { ref: sender.ref, file: name },
      path: `${path}/${sender.ref}/files`,
    });
}
