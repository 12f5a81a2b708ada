import { studentQuantile } from './distributions.ts';

/** Both ends are inside; `level` is the share of such intervals that hold the true value, 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

export interface Share extends Interval {
  /** 0 to 1; `NaN` of no cases. */
  readonly share: number;
  readonly hits: number;
  readonly cases: number;
}

export interface Ratio extends Interval {
  readonly ratio: number;
}

/** Hits among the cases of one group, as counted. */
export interface Counted {
  readonly hits: number;
  readonly cases: number;
}

export interface Certainty {
  readonly level?: number;
  /** What one case is worth: cases divided by this are as good as independent ones. At least 1. */
  readonly design?: number;
  /** Groups behind the design effect, less one. */
  readonly freedom?: number;
}

/** Wilson's score interval (1927) of a share. Of no cases it is 0 to 1. */
export function shareOf(
  { hits, cases }: Counted,
  { level = 0.95, design = 1, freedom = Number.POSITIVE_INFINITY }: Certainty = {},
): Share {
  if (cases <= 0) return { share: Number.NaN, hits, cases, low: 0, high: 1, level };
  const share = hits / cases;
  const tail = 1 - (1 - level) / 2;
  const z = studentQuantile(tail, Math.max(1, freedom));
  const worth = cases / Math.max(1, design);
  const centre = (share + (z * z) / (2 * worth)) / (1 + (z * z) / worth);
  const half = (z / (1 + (z * z) / worth)) * Math.sqrt((share * (1 - share)) / worth + (z * z) / (4 * worth * worth));
  // Rounding may not push a bound over a share that is exactly 0 or 1.
  return {
    share,
    hits,
    cases,
    low: share === 0 ? 0 : Math.max(0, Math.min(share, centre - half)),
    high: share === 1 ? 1 : Math.min(1, Math.max(share, centre + half)),
    level,
  };
}

/**
 * One share divided by another of other cases, with the interval that the two Wilson intervals give (MOVER: Donner and
 * Zou 2012). Where nothing is in the second the ratio and its upper end are infinite.
 */
export function ratioOfShares(one: Share, other: Share): Ratio {
  const { share: p, low: l, high: u } = one;
  const { share: q, low: m, high: v } = other;
  const product = p * q;
  const inside = (a: number, b: number): number =>
    Math.sqrt(Math.max(0, product * product - a * (2 * p - a) * b * (2 * q - b)));
  const below = product + inside(l, v);
  return {
    ratio: p / q,
    low: below === 0 ? 0 : (l * (2 * p - l)) / below,
    high: m === 0 ? Number.POSITIVE_INFINITY : (product + inside(u, m)) / (m * (2 * q - m)),
    level: one.level,
  };
}

/**
 * How many times more frequent hits are in a group than in all cases, of which it is a part. The interval is that of
 * group against rest, turned into group against all: the cases of the group are given, so each end goes with one.
 */
export function liftOf(group: Counted, all: Counted, certainty: Certainty = {}): Ratio {
  const rest = { hits: all.hits - group.hits, cases: all.cases - group.cases };
  const level = certainty.level ?? 0.95;
  const ratio = group.hits / group.cases / (all.hits / all.cases);
  if (rest.cases <= 0) return { ratio, low: 1, high: 1, level };
  const weight = group.cases / all.cases;
  const against = ratioOfShares(shareOf(group, certainty), shareOf(rest, { level }));
  const turned = (times: number): number =>
    times === Number.POSITIVE_INFINITY ? 1 / weight : times / (weight * times + 1 - weight);
  return { ratio, low: turned(against.low), high: turned(against.high), level };
}

/**
 * By how much the variance of a share grows because cases of one group (a Member, an upload) are alike: the variance
 * between groups by linearisation, over that of independent cases (Rao and Scott 1992). At least 1, and 1 of one
 * group, which says nothing.
 */
export function designEffect(groups: readonly Counted[]): { readonly design: number; readonly freedom: number } {
  const filled = groups.filter(({ cases }) => cases > 0);
  const cases = filled.reduce((sum, group) => sum + group.cases, 0);
  const share = filled.reduce((sum, group) => sum + group.hits, 0) / cases;
  const freedom = Math.max(1, filled.length - 1);
  if (filled.length < 2 || !(share > 0 && share < 1)) return { design: 1, freedom };
  const squares = filled.reduce((sum, group) => sum + (group.hits - share * group.cases) ** 2, 0);
  const between = ((filled.length / (filled.length - 1)) * squares) / (cases * cases);
  return { design: Math.max(1, between / ((share * (1 - share)) / cases)), freedom };
}
