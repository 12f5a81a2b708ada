import type { Viewer } from '../../access/index.ts';
import { ifNotCopied } from '../../db/columnar/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { keepReads } from '../../web/kept-reads.ts';
import { scopeKey, visibleSeizures } from '../scope.ts';
import type { AlikeCounts, Shared } from './store-related.ts';

export type AlikeByGoods = (copied: Queryable, viewer: Viewer, of: Shared) => Promise<AlikeCounts | undefined>;

/** Records in force of some goods: by hiding place, by hiding place and year, and by route. */
type GoodsCounts = ReadonlyMap<string, number>;

interface Group {
  readonly concealment: string | null;
  /** Of a route, null. */
  readonly year: number | null;
  readonly departure: string | null;
  readonly destination: string | null;
  readonly n: number;
}

/**
 * Other records alike, by the goods: of some there are tens of thousands, and the engine of figures takes longer over
 * one question than the rest of a record's page. So it counts all places and routes of the goods at a time, and an
 * office goes by that for ten minutes. Undefined where the engine is away.
 */
export function alikeByGoods(): AlikeByGoods {
  const goods = keepReads(
    { seconds: 600, most: 100 },
    (_copied: Queryable, viewer: Viewer, product: string) => `${scopeKey(viewer)} ${product}`,
    countGoods,
  );
  return async (copied, viewer, of) => {
    const counts = await goods.of(copied, viewer, of.product).catch(ifNotCopied);
    return counts && othersOf(counts, of);
  };
}

async function countGoods(copied: Queryable, viewer: Viewer, product: string): Promise<GoodsCounts> {
  const year = sql`extract(year from s.seizure_date)`;
  const groups = await queryRows<Group>(
    copied,
    sql`
      select s.concealment, ${year}::int as year, s.departure, s.destination, count(*)::int as n
      from seizures s
      where s.products && ${[product]}::text[] and s.status in ('submitted', 'queried', 'verified')
        and ${visibleSeizures(viewer)}
      group by grouping sets ((s.concealment, ${year}), (s.departure, s.destination))`,
  );
  const counts = new Map<string, number>();
  const add = (key: string, n: number): void => void counts.set(key, (counts.get(key) ?? 0) + n);
  for (const { concealment, year: of, departure, destination, n } of groups) {
    if (of === null) add(routeOf(departure ?? '', destination ?? ''), n);
    else for (const key of [hiddenIn(concealment ?? ''), hiddenIn(concealment ?? '', of)]) add(key, n);
  }
  return counts;
}

const hiddenIn = (concealment: string, year?: number): string => `${concealment} ${year ?? ''}`;
const routeOf = (departure: string, destination: string): string => `${departure} - ${destination}`;

/** Without the record itself, which is counted if it is in force. */
function othersOf(counts: GoodsCounts, { concealment, year, departure, destination, isInForce }: Shared): AlikeCounts {
  const others = (isStated: boolean, key: string): number =>
    isStated ? Math.max(0, (counts.get(key) ?? 0) - (isInForce ? 1 : 0)) : 0;
  return {
    likeThisYear: others(concealment !== '', hiddenIn(concealment, year)),
    route: others(departure !== '' && destination !== '', routeOf(departure, destination)),
    hidden: others(concealment !== '', hiddenIn(concealment)),
  };
}
