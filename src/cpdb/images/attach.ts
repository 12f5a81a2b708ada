import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import type { ReceivedFile } from '../../files/intake/types.ts';
import { Refused } from '../../forms/index.ts';
import { can } from '../pictures/permissions.ts';
import { lockPicture } from '../pictures/store.ts';
import type { CpdbContext } from '../context.ts';
import { mostImages } from './image.ts';
import { queueExamination } from './jobs.ts';
import { countImages, insertImage, type Taken } from './store.ts';

/** A received file with the key its sender gave it. */
interface Sent {
  readonly key: string;
  readonly file: ReceivedFile;
}

/**
 * Adds files that were taken in to a draft, and has them examined. A file that is there already, by its key or its
 * content, is answered as such and not kept twice. Throws Refused when there are too many.
 */
export async function attach(
  context: CpdbContext,
  viewer: Viewer,
  ref: string,
  sent: readonly Sent[],
): Promise<Taken[]> {
  const taken = await inTransaction(context.pool, async client => {
    const picture = await lockPicture(client, viewer, ref);
    if (!can(viewer, 'edit', picture)) throw new Forbidden('does not work on this picture');
    const outcomes: Taken[] = [];
    for (const { key, file } of sent) {
      const outcome = await insertImage(client, viewer, picture.id, key, file);
      outcomes.push(outcome);
      if (outcome.isNew)
        await note(client, viewer, {
          action: 'picture.imageAdded',
          subject: ref,
          detail: { file: file.name, size: file.size, sha256: file.sha256 },
        });
    }
    if ((await countImages(client, picture.id)) > mostImages)
      throw new Refused({ path: 'file', key: 'cpdbimages:problem.tooMany', values: { max: mostImages } });
    return outcomes;
  });
  await context.intake.remove(...sent.filter((_, at) => !taken[at]?.isNew).map(({ file }) => file.storedId));
  for (const { id } of taken.filter(({ isNew }) => isNew)) await queueExamination(context, id);
  return taken;
}
