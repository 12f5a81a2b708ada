import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { Refused } from '../../forms/index.ts';
import type { CpdbContext } from '../context.ts';
import { countWatches, endWatch, insertWatch } from './store.ts';
import { mostWatches, type Followed } from './watch.ts';

type Context = Pick<CpdbContext, 'pool'>;

/** Follows a hiding place, and answers its number; twice is once. Throws Refused where there are too many. */
export function follow({ pool }: Context, viewer: Viewer, clientUuid: string, followed: Followed): Promise<number> {
  return inTransaction(pool, async client => {
    const { id, isNew } = await insertWatch(client, viewer, clientUuid, followed);
    if (!isNew) return id;
    if ((await countWatches(client, viewer)) > mostWatches)
      throw new Refused({ path: 'place', key: 'cpdbwatches:problem.tooMany', values: { most: mostWatches } });
    const { place, transport, heading } = followed;
    await note(client, viewer, {
      action: 'hidingPlace.followed',
      subject: subjectOf(id),
      detail: { place, ...(transport === '' ? {} : { transport }), ...(heading === '' ? {} : { heading }) },
    });
    return id;
  });
}

/** Throws NotFound where it is not followed. */
export async function leave({ pool }: Context, viewer: Viewer, id: number): Promise<void> {
  await inTransaction(pool, async client => {
    if (!(await endWatch(client, viewer, id))) throw new NotFound('not followed');
    await note(client, viewer, { action: 'hidingPlace.left', subject: subjectOf(id) });
  });
}

export function subjectOf(id: number): string {
  return `hidingPlace:${id}`;
}
