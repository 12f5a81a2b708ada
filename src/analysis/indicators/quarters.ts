import { normalQuantile } from '../statistics/distributions.ts';
import type { Counted, Ratio } from '../statistics/proportions.ts';
import type { Sign } from './data.ts';
import type { Frame, Near } from './frame.ts';

export interface Quarter extends Counted {
  readonly quarter: number;
  /** Share of all cases of the quarter that have the outcome. */
  readonly base: number;
  readonly lift: Ratio;
}

/** `irregular`: unlike from quarter to quarter by more than chance, without a direction. */
export type Stability = 'steady' | 'rises' | 'falls' | 'irregular' | 'too few';

/** `since` and `until` are quarters. */
export type Novelty =
  | { readonly kind: 'new'; readonly since: number }
  | { readonly kind: 'known'; readonly since: number }
  | { readonly kind: 'moved'; readonly since: number; readonly from: Sign; readonly until: number };

/** A quarter of fewer cases says nothing by itself. */
const fewestCases = 5;
/** A line through two points has no error. */
const fewestQuarters = 3;
/** Two-sided chance of one in a hundred. */
const significant = normalQuantile(0.995);

/** Weighted line through the logarithms of the lifts, and what they vary around it (Cochran 1954). */
export function stabilityOf(quarters: readonly Quarter[]): Stability {
  const points = quarters
    .filter(({ cases, base }) => cases >= fewestCases && base > 0)
    .map(({ quarter, cases, hits, base }) => {
      const share = (hits + 0.5) / (cases + 1);
      return { quarter, height: Math.log(share / base), weight: (cases + 1) / ((1 - share) / share) };
    });
  if (points.length < fewestQuarters) return 'too few';
  const mean = (of: (point: (typeof points)[number]) => number): number => {
    const weights = points.reduce((sum, { weight }) => sum + weight, 0);
    return points.reduce((sum, point) => sum + point.weight * of(point), 0) / weights;
  };
  const [time, height] = [mean(({ quarter }) => quarter), mean(one => one.height)];
  const spread = points.reduce((sum, { quarter, weight }) => sum + weight * (quarter - time) ** 2, 0);
  const slope =
    points.reduce((sum, one) => sum + one.weight * (one.quarter - time) * (one.height - height), 0) / spread;
  const deviations = slope * Math.sqrt(spread);
  if (Math.abs(deviations) > significant) return deviations > 0 ? 'rises' : 'falls';
  const around = points.reduce((sum, one) => sum + one.weight * (one.height - height) ** 2, 0);
  const free = points.length - 1;
  // The 99 % point of chi-squared, by Wilson and Hilferty (1931).
  const limit = free * (1 - 2 / (9 * free) + normalQuantile(0.99) * Math.sqrt(2 / (9 * free))) ** 3;
  return around > limit ? 'irregular' : 'steady';
}

/** Hits that make a beginning. */
const beginning = 3;
/** New is what has nearly all of its hits in the last quarters, of at least twice as many. */
const lately = 2;
/** Part of the hits that may lie before the last quarters of what is new. Chosen. */
const mostEarly = 0.1;
/** Hits that a sign had before it can have given way to another, and the part of its pace it must have lost. Chosen. */
const givenWay = { hits: 10, pace: 0.5 };

export function noveltyOf(frame: Frame, signs: readonly Sign[], near: Near, quarters: readonly Quarter[]): Novelty {
  const first = firstWith(quarters, beginning);
  const late = quarters.at(-lately)?.quarter ?? 0;
  const hits = quarters.reduce((sum, quarter) => sum + quarter.hits, 0);
  const early = quarters.filter(({ quarter }) => quarter < late).reduce((sum, quarter) => sum + quarter.hits, 0);
  if (quarters.length < 2 * lately || early > mostEarly * hits) return { kind: 'known', since: first };
  const pace = lately / Math.max(1, late - (quarters[0]?.quarter ?? late));
  for (const [at, { attribute }] of signs.entries()) {
    const moved = movedFrom(frame, attribute, near.butFor[at] ?? new Int32Array(), { late, pace });
    if (moved !== undefined) return { kind: 'moved', since: first, ...moved };
  }
  return { kind: 'new', since: first };
}

function firstWith(quarters: readonly Quarter[], wanted: number): number {
  let sum = 0;
  for (const { quarter, hits } of quarters) {
    sum += hits;
    if (sum >= wanted) return quarter;
  }
  return quarters[0]?.quarter ?? 0;
}

/**
 * The sign that took the place of another: of cases with the outcome and all other signs, most had one other value
 * before, and this value has lost half of its pace or more since.
 */
function movedFrom(
  { cases, isHit }: Frame,
  attribute: number,
  rows: Int32Array,
  { late, pace }: { readonly late: number; readonly pace: number },
): { readonly from: Sign; readonly until: number } | undefined {
  const column = cases.columns[attribute];
  const values = new Map<number, { early: number; late: number; until: number }>();
  for (const row of rows) {
    const value = column?.[row] ?? -1;
    if (value < 0 || isHit[row] === 0) continue;
    const quarter = cases.quarters[row] ?? 0;
    const own = values.get(value) ?? { early: 0, late: 0, until: quarter };
    own[quarter < late ? 'early' : 'late'] += 1;
    own.until = Math.max(own.until, quarter);
    values.set(value, own);
  }
  const all = [...values.values()].reduce((sum, own) => sum + own.early, 0);
  const found = [...values].find(
    ([, own]) => own.early >= givenWay.hits && own.early > all / 2 && own.late < givenWay.pace * own.early * pace,
  );
  return found === undefined ? undefined : { from: { attribute, code: found[0] }, until: found[1].until };
}
