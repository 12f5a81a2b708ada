import { monthsBetween, nowcast, type Estimate, type Reported } from '../statistics/nowcast.ts';
import type { Bucket } from './buckets.ts';
import type { Arrival } from './search-arrivals.ts';

/** Months that reports still come in for. */
const youngest = 9;
/** With this share arrived, a month is drawn as it is recorded. */
const nearlyAll = 0.985;

/** Estimates of months by their place. */
export type Estimates = ReadonlyMap<number, Estimate>;

/** Estimates of the months of a period that are not whole yet, by their place; nothing where too little is known. */
export function estimatesOf(arrivals: readonly Arrival[], buckets: readonly Bucket[], today: string): Estimates {
  const present = today.slice(0, 7);
  const all = reportedOf(arrivals);
  // Of the present month and the past ones beside it, only what was seized by today's day of the month.
  const early = reportedOf(arrivals.filter(({ isEarly }) => isEarly));
  const found = new Map<number, Estimate>();
  buckets.forEach(({ key }, at) => {
    const age = monthsBetween(key, present);
    if (age < 0 || age > youngest) return;
    const estimate = nowcast(age === 0 ? early : all, key, age);
    if (!('kind' in estimate) && estimate.arrived < nearlyAll) found.set(at, estimate);
  });
  return found;
}

function reportedOf(arrivals: readonly Arrival[]): Reported[] {
  return [...Map.groupBy(arrivals, ({ month }) => month)].map(([month, rows]) => {
    const byAge: number[] = [];
    for (const { age, cases } of rows) {
      const at = Math.max(0, age);
      while (byAge.length <= at) byAge.push(0);
      byAge[at] = (byAge[at] ?? 0) + cases;
    }
    return { month, byAge };
  });
}

/** What each period will be when all is reported: its estimate, else what is recorded. */
export function bestOf(recorded: readonly number[], estimates: Estimates): number[] {
  return recorded.map((count, at) => Math.round(estimates.get(at)?.estimate ?? count));
}
