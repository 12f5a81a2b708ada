import type { Viewer } from '../../../access/index.ts';
import { tookTooLong } from '../../../db/connection-loss.ts';
import type { Queryable } from '../../../db/pool.ts';
import { today } from '../../../text/plain-date.ts';
import { keepReads } from '../../../web/kept-reads.ts';
import { readTurnaround } from '../store-turnaround.ts';
import type { Turnaround } from '../store-turnaround.ts';

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
