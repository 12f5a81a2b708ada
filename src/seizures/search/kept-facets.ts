import { tookTooLong } from '../../db/connection-loss.ts';
import type { Queryable } from '../../db/pool.ts';
import { plain, type FacetName } from './criteria.ts';
import { keepCounts } from '../kept-counts.ts';
import { scopeKey } from '../scope.ts';
import { countMasked, type Masked } from './search-masked.ts';
import { countFacets, noCounts, ownFacets, type FacetCodes, type Facets } from './search-facets.ts';
import type { Searching } from './search-where.ts';

const uncounted: Facets = {
  counts: noCounts(),
  totals: undefined,
  lines: undefined,
  held: 0,
  own: new Map(),
  countries: 0,
  capped: false,
  total: undefined,
  uncounted: true,
};

interface Kept {
  readonly facets: Promise<Facets>;
  total?: number;
  masked?: Promise<Masked[]>;
}

export interface FacetCounts {
  of(searching: Searching): Promise<Facets>;
  /** The number of matches counted a moment ago, if it was. */
  total(searching: Searching): number | undefined;
  keepTotal(searching: Searching, total: number): void;
  /** What the search finds that its viewer may count and not open. */
  masked(searching: Searching): Promise<Masked[]>;
}

/**
 * Counts kept per search and scope: officers page through a result far more often than it changes. Whoever narrows a
 * search by a tick brings the counts of that facet along.
 */
export function openFacetCounts(on: Queryable, changes: () => number, now: () => number = Date.now): FacetCounts {
  const kept = keepCounts<Kept>(changes, now);
  const fresh = (searching: Searching): Kept | undefined => kept.of(keyOf(searching));
  async function count(searching: Searching): Promise<Facets> {
    const known: { -readonly [N in FacetName]?: FacetCodes[N] } = {};
    for (const name of ownFacets(searching.criteria)) {
      const own = name === 'heading' ? [] : searching.criteria.own;
      const criteria = { ...searching.criteria, [name]: [], own };
      const wider = await fresh({ ...searching, criteria })?.facets.catch(() => undefined);
      if (wider && !wider.uncounted) known[name] = wider.counts[name];
    }
    return countFacets(on, searching, known).catch((error: unknown) => {
      if (tookTooLong(error)) return uncounted;
      throw error;
    });
  }
  return {
    of(searching) {
      const key = keyOf(searching);
      const known = kept.of(key);
      if (known) return known.facets;
      const entry: Kept = { facets: count(searching) };
      kept.keep(key, entry);
      entry.facets.catch(() => kept.drop(key, entry));
      return entry.facets;
    },
    total: searching => fresh(searching)?.total,
    keepTotal(searching, total) {
      const entry = fresh(searching);
      if (entry) entry.total = total;
    },
    masked(searching) {
      const entry = fresh(searching);
      if (entry?.masked) return entry.masked;
      const masked = countMasked(on, searching);
      if (!entry) return masked;
      entry.masked = masked;
      masked.catch(() => delete entry.masked);
      return masked;
    },
  };
}

/** Searches of one key have the same counts: order, view, page and the order of what was ticked do not matter. */
function keyOf({ viewer, criteria }: Searching): string {
  const { sort: _sort, view: _view, rows: _rows, ...filters } = plain(criteria);
  const sorted = Object.entries(filters)
    .map(([name, value]) => [name, typeof value === 'object' ? [...value].sort() : value])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return `${scopeKey(viewer)} ${JSON.stringify(sorted)}`;
}
