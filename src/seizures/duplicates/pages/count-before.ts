import type { Viewer } from '../../../access/index.ts';
import type { SeizuresContext } from '../../context.ts';
import { project } from '../../record/search-columns.ts';
import type { Seizure } from '../../record/store.ts';
import { compare, mergedRecord } from '../compare.ts';
import type { Pick } from '../side.ts';
import { sidesOf } from '../group.ts';
import type { Is } from '../merge.ts';
import { countOnce, type Counted } from '../store-counts.ts';
import { usualDecisions } from './decision.ts';

/** What figures count of the group's Member, heading and year, before and after. */
export interface CountedOnce {
  readonly heading: string;
  readonly year: number;
  readonly unit: string;
  readonly now: Counted;
  readonly after: Counted;
}

/** Undefined where nothing is merged, or where the first record states no quantity. */
export async function countBefore(
  { pool, lists, offices }: SeizuresContext,
  viewer: Viewer,
  seizures: readonly Seizure[],
  { is, picks = new Map() }: { readonly is?: readonly Is[] | undefined; readonly picks?: ReadonlyMap<string, Pick> },
): Promise<CountedOnce | undefined> {
  const decisions = is ?? usualDecisions(sidesOf(seizures));
  const merging = seizures.filter((_one, at) => ['keep', 'merge'].includes(decisions[at] ?? ''));
  const [first] = seizures;
  if (!first || merging.length < 2) return undefined;
  const sides = sidesOf(seizures, one => merging.includes(one));
  const { lines } = project(mergedRecord(sides, compare(sides), picks), lists.lookUp, offices);
  const [line] = lines;
  if (!line || line.baseUnit === null) return undefined;
  const [heading, unit, year] = [line.heading, line.baseUnit, Number(first.seizureDate.slice(0, 4))];
  const without = merging.map(({ id }) => id);
  const { now, rest } = await countOnce(pool, viewer, { country: first.country, heading, year, unit, without });
  const own = lines.filter(one => one.heading === heading && one.baseUnit === unit && !one.held);
  const quantity = own.reduce((sum, one) => sum + (one.baseQuantity ?? 0), rest.quantity);
  return { heading, year, unit, now, after: { events: rest.events + 1, quantity } };
}
