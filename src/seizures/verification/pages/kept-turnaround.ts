import type { Viewer } from '../../../access/index.ts';
import { tookTooLong } from '../../../db/connection-loss.ts';
import type { Queryable } from '../../../db/pool.ts';
import { today } from '../../../text/plain-date.ts';
import { readTurnaround } from '../store-turnaround.ts';
import type { Turnaround } from '../store-turnaround.ts';

const keepFor = 10 * 60_000;

/**
 * The turnaround of a desk, kept for ten minutes: a median over two years must not delay each page of the queue.
 * Undefined where it takes too long, which is not tried again meanwhile.
 */
export function keptTurnaround(
  figures: Queryable,
  now: () => number = Date.now,
): (viewer: Viewer) => Promise<Turnaround | undefined> {
  const kept = new Map<number, { at: number; read: Promise<Turnaround | undefined> }>();
  return viewer => {
    const known = kept.get(viewer.office.id);
    if (known && now() - known.at < keepFor) return known.read;
    const read = readTurnaround(figures, viewer, today()).catch((error: unknown) => {
      if (tookTooLong(error)) return undefined;
      kept.delete(viewer.office.id);
      throw error;
    });
    kept.set(viewer.office.id, { at: now(), read });
    return read;
  };
}
