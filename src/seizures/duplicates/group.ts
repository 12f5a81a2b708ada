import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { NotVisible } from '../../errors.ts';
import { can } from '../permissions.ts';
import { readSeizure, type Seizure } from '../record/store.ts';
import { clustersOf } from './clusters.ts';
import type { Side } from './side.ts';
import { refsOf } from './store-merge.ts';
import { listPairsAround, type OpenPair } from './store-pairs.ts';

/** Records side by side at most: more do not fit a page, and are looked at next. */
export const mostSides = 6;

/** Records that may be one event, the one to keep first, and why they stand together. */
export interface Group {
  readonly seizures: readonly Seizure[];
  readonly pairs: readonly OpenPair[];
}

/** The group of a record already read: what it is paired with, and what is put beside it by reference. */
export async function groupOf(
  on: Queryable,
  viewer: Viewer,
  seizure: Seizure,
  beside: readonly string[],
): Promise<Group> {
  const pairs = await listPairsAround(on, viewer, seizure.id);
  const ids = clustersOf(pairs).find(cluster => cluster.includes(seizure.id)) ?? [];
  const found = await refsOf(on, ids);
  const refs = [...new Set([seizure.ref, ...beside, ...found.map(({ ref }) => ref)])].slice(0, mostSides);
  const others = await Promise.all(refs.slice(1).map(ref => readBeside(on, viewer, ref)));
  const all = [seizure, ...others.filter(one => one !== undefined)];
  return { seizures: inOrder(viewer, seizure, all), pairs };
}

/** One of the others; undefined where it is there no more. */
export async function readBeside(on: Queryable, viewer: Viewer, ref: string): Promise<Seizure | undefined> {
  return readSeizure(on, viewer, ref, { action: 'seizure.read', detail: { for: 'comparison' } }).catch(
    (error: unknown) => {
      if (error instanceof NotVisible) return undefined;
      throw error;
    },
  );
}

/** The office of the record that was opened first, where it is the viewer's to merge; of its records the surest. */
function inOrder(viewer: Viewer, opened: Seizure, all: readonly Seizure[]): Seizure[] {
  const own = can(viewer, 'merge', opened) ? opened : (all.find(one => can(viewer, 'merge', one)) ?? opened);
  const rank = (one: Seizure): number => (one.officeId === own.officeId ? (one.status === 'verified' ? 0 : 1) : 2);
  return all.toSorted((a, b) => rank(a) - rank(b) || a.id - b.id);
}

/** As they are compared: those of the first one's office can be merged. */
export function sidesOf(seizures: readonly Seizure[], isMerged: (one: Seizure) => boolean = () => true): Side[] {
  const [first] = seizures;
  return seizures.map(one => ({
    record: one.record,
    isVerified: one.status === 'verified',
    canMerge: one.officeId === first?.officeId && isMerged(one),
  }));
}
