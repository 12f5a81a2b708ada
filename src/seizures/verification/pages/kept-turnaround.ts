import type { Viewer } from '../../../access/index.ts';
import { tookTooLong } from '../../../db/connection-loss.ts';
import type { Queryable } from '../../../db/pool.ts';
import { today } from '../../../text/plain-date.ts';
import type { SeizuresContext } from '../../context.ts';
import { keepReads } from '../../../web/kept-reads.ts';
import { listTurnaround, readTurnaround, type MemberTurnaround, type Turnaround } from '../store-turnaround.ts';

/**
 * The turnaround of a desk, kept for ten minutes: a median over two years must not delay each page of the queue.
 * Undefined where it takes too long, which is not tried again meanwhile.
 */
export function keptTurnaround(figures: Queryable): (viewer: Viewer) => Promise<Turnaround | undefined> {
  return keepReads(
    { seconds: 600, most: 400 },
    (viewer: Viewer) => viewer.office.id,
    viewer =>
      readTurnaround(figures, viewer, today()).catch((error: unknown) => {
        if (tookTooLong(error)) return undefined;
        throw error;
      }),
  ).of;
}

/** The same for each Member, kept for a minute: of each all that waits is counted, by however many it is looked at. */
export function keptTurnaroundOfMembers(
  on: Pick<SeizuresContext, 'figures' | 'pool'>,
): (viewer: Viewer) => Promise<readonly MemberTurnaround[]> {
  return keepReads(
    { seconds: 60, most: 100 },
    (viewer: Viewer) => viewer.office.id,
    viewer => listTurnaround(on, viewer, today()),
  ).of;
}
