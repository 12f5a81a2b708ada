import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { clustersOf } from '../clusters.ts';
import { listOpenPairs, listShort, mostPairs, type Reason, type Short } from '../store-pairs.ts';

/** Records that may be one event, as the list shows them. */
export interface ListedGroup {
  readonly records: readonly Short[];
  readonly reasons: readonly Reason[];
  /** ISO: when the newest of its pairs was found. */
  readonly foundAt: string;
}

/** Groups that wait for the viewer, the newest first. */
export async function listGroups(on: Queryable, viewer: Viewer): Promise<ListedGroup[]> {
  const pairs = await listOpenPairs(on, viewer, mostPairs);
  const clusters = clustersOf(pairs);
  const short = new Map((await listShort(on, viewer, clusters.flat())).map(one => [one.id, one]));
  return clusters.map(ids => {
    const own = pairs.filter(({ one }) => ids.includes(one));
    return {
      records: ids.flatMap(id => short.get(id) ?? []),
      reasons: [...new Set(own.map(({ reason }) => reason))],
      foundAt: own[0]?.foundAt ?? '',
    };
  });
}
