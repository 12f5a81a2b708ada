import type { News } from '../../db/news.ts';
import type { Pool } from '../../db/pool.ts';
import type { Filter } from './query.ts';
import { countGallery, type Counts } from './store-counts.ts';
import { facetNames, type FacetName } from './store-filter.ts';

interface Kept {
  readonly at: number;
  readonly version: number;
  readonly counts: Promise<Counts>;
  isRenewed?: boolean;
}
const keepFor = 60_000;
const keepMost = 300;

export interface GalleryCounts {
  of(filter: Filter): Promise<Counts>;
  /** Something was published or taken out: what any process counted before is stale. */
  changed(): void;
}

/**
 * Counts kept for a minute per search, and dropped at once when any process publishes: the gallery is the same to
 * every member, so that all share them. Those asked for in the second half of their minute are counted again meanwhile,
 * so that nobody waits for what is asked for often. Whoever narrows a search by a tick brings the counts of that facet
 * along.
 */
export function openGalleryCounts(pool: Pool, news: News, now: () => number = Date.now): GalleryCounts {
  const kept = new Map<string, Kept>();
  let version = 0;
  const fresh = (filter: Filter): Kept | undefined => {
    const one = kept.get(keyOf(filter));
    return one && one.version === version && now() - one.at < keepFor ? one : undefined;
  };
  function keep(filter: Filter, one: Kept): void {
    const key = keyOf(filter);
    kept.delete(key);
    kept.set(key, one);
    one.counts.catch(() => {
      if (kept.get(key) === one) kept.delete(key);
    });
    if (kept.size > keepMost) kept.delete(kept.keys().next().value ?? '');
  }
  news.hear('gallery', () => {
    version += 1;
  });
  async function count(filter: Filter): Promise<Counts> {
    const known: Partial<Record<FacetName, ReadonlyMap<string, number>>> = {};
    for (const name of facetNames.filter(one => filter[one].length > 0)) {
      const wider = await fresh({ ...filter, [name]: [] })?.counts.catch(() => undefined);
      if (wider) known[name] = wider.codes[name];
    }
    return countGallery(pool, filter, known);
  }
  return {
    changed() {
      version += 1;
      news.tell('gallery');
    },
    of(filter) {
      const known = fresh(filter);
      if (!known) {
        const counts = count(filter);
        keep(filter, { at: now(), version, counts });
        return counts;
      }
      if (now() - known.at > keepFor / 2 && !known.isRenewed) {
        known.isRenewed = true;
        const begun = { at: now(), version };
        count(filter).then(
          counts => keep(filter, { ...begun, counts: Promise.resolve(counts) }),
          () => {
            known.isRenewed = false;
          },
        );
      }
      return known.counts;
    },
  };
}

/** Searches of one key find the same: the order of what was ticked does not matter. */
function keyOf(filter: Filter): string {
  return JSON.stringify(
    Object.entries({ ...filter, clauses: [] }).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : [...(value as readonly (string | number)[])].toSorted(),
    ]),
  );
}
