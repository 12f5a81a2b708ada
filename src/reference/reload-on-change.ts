import type { Queryable } from '../db/pool.ts';
import type { Lists } from './lists.ts';
import type { Offices } from './offices.ts';
import { networkVersion } from './store.ts';

/** Milliseconds between two looks: one index row, so that a change in one process is everywhere within two seconds. */
const lookEvery = 2000;

interface Kept {
  readonly lists: Lists;
  readonly offices: Offices;
  /** `networkVersion` from before they were read. */
  readonly version: number;
}

/**
 * Reads offices and lists anew once another process has changed the network. Returns how to stop. A look that fails is
 * followed by the next: pages tell of a database that is away.
 */
export function reloadOnChange(on: Queryable, { lists, offices, version }: Kept, every = lookEvery): () => void {
  let seen = version;
  let looking = false;
  const look = async (): Promise<void> => {
    const now = await networkVersion(on);
    if (now === seen) return;
    await Promise.all([offices.reload(), lists.reload()]);
    seen = now;
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look()
      .catch(() => undefined)
      .finally(() => {
        looking = false;
      });
  }, every).unref();
  return () => clearInterval(timer);
}
