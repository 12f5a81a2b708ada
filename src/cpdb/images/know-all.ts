import { inTransaction } from '../../db/transaction.ts';
import { Refused, type PictureKind } from '../../files/kinds/kinds.ts';
import { sameWithin } from '../../files/pictures/perceptual-hash.ts';
import type { KnownBy } from '../../files/sandbox/answers.ts';
import type { CpdbContext } from '../context.ts';
import type { Image } from './image.ts';
import { findSame, keepKnown } from './store-alike.ts';
import { listUnknown, lockReady, setAlike } from './store-unknown.ts';

const queue = 'cpdb-know-all';
/** Images in a row, before others get their turn. */
const together = 20;

type Context = Pick<CpdbContext, 'jobPool' | 'jobs' | 'intake' | 'log'>;

/** Takes up images that were examined before fingerprints were made of them, until there is none. */
export async function startKnowingAll(context: Context): Promise<void> {
  await context.jobs.work<object>(queue, async () => {
    const images = await listUnknown(context.jobPool, together);
    for (const image of images) await know(context, image);
    if (images.length === together) await context.jobs.send(queue, {}, images.at(-1)?.id ?? '');
  });
  await context.jobs.every(queue, '*/10 * * * *');
  await context.jobs.send(queue, {}, 'start');
}

/** From what is shown of it, which is ours; one nothing can be made of is not asked again. */
async function know(
  { jobPool, intake, log }: Context,
  image: Pick<Image, 'id' | 'pictureId' | 'storedId' | 'derivatives'>,
): Promise<void> {
  const shown = image.derivatives.find(({ size }) => size === 'card') ?? image.derivatives[0];
  const known = shown && (await knownBy(intake, shown.storedId, shown.kind, problem => log.warn(problem)));
  await inTransaction(jobPool, async client => {
    if (!(await lockReady(client, image))) return;
    if (!known) return keepKnown(client, image, { fingerprint: new Uint8Array() });
    await keepKnown(client, image, known);
    await setAlike(client, image.id, await findSame(client, { ...image, ...known, bits: sameWithin }));
  });
}

async function knownBy(
  intake: Context['intake'],
  storedId: string,
  kind: PictureKind,
  warn: (problem: object) => void,
): Promise<KnownBy | undefined> {
  try {
    return await intake.knownByStored(storedId, kind);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    warn({ err: error, stored: storedId, msg: 'no fingerprint can be made of an image' });
    return undefined;
  }
}
