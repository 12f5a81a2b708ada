import type { Viewer } from '../../../access/index.ts';
import type { Pool } from '../../../db/pool.ts';
import { readTurnaround } from '../store-turnaround.ts';
import type { Turnaround } from '../store-turnaround.ts';

const keepFor = 10 * 60_000;

/** The turnaround of a desk, kept for ten minutes: a median over two years must not delay each page of the queue. */
export function keptTurnaround(pool: Pool, now: () => number = Date.now): (viewer: Viewer) => Promise<Turnaround> {
  const kept = new Map<number, { at: number; read: Promise<Turnaround> }>();
  return viewer => {
    const known = kept.get(viewer.office.id);
    if (known && now() - known.at < keepFor) return known.read;
    const read = readTurnaround(pool, viewer);
    kept.set(viewer.office.id, { at: now(), read });
    read.catch(() => kept.delete(viewer.office.id));
    return read;
  };
}
