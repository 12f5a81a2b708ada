import { shareOf, type Ratio } from './proportions.ts';

/** How much more counts vary than chance alone would make them. */
export interface Dispersion {
  /** Variance over mean, at least 1. */
  readonly factor: number;
  /** Degrees of freedom behind it; infinite where it is assumed, not estimated. */
  readonly freedom: number;
}

export interface Change {
  readonly before: number;
  readonly after: number;
  readonly at80: Ratio;
  readonly at95: Ratio;
}

export type Direction = 'rose' | 'fell' | 'unchanged' | 'unknown';

/** What a title may say. */
export interface Claim {
  readonly direction: Direction;
  /** Signed, rounded as coarsely as the interval asks; undefined where there is no ratio. */
  readonly percent: number | undefined;
  /** What `percent` is rounded to: 1 is to the point, more is "about". */
  readonly roundedTo: number;
}

/** Degrees of freedom behind a variance that is estimated: of fewer, chance alone is assumed. Chosen. */
const fewestFreedom = 3;
/** Second differences of a row; they are worth half as many degrees of freedom, so three again. */
const fewestDifferences = 6;
/** Periods in which a correlation of neighbours is looked for: two thirds of a year. Chosen. */
const fewestNeighbours = 8;
/** Largest correlation of neighbours that is believed of so few periods. Chosen. */
const mostPersistence = 0.6;
/** An interval that holds both a third and the triple says nothing either way. Chosen. */
const nothingSeen = 3;
/** Steps of rounding in an interval, and in the percentage itself. Chosen. */
const stepsWithin = 4;

export const chanceAlone: Dispersion = { factor: 1, freedom: Number.POSITIVE_INFINITY };

/**
 * Of years with the same periods (rows), or of one row of successive periods. Years are compared period by period, so
 * that neither season nor level counts as noise (Pearson's statistic of the two-way table); one row by its second
 * differences (Gasser, Sroka and Jennen-Steinmetz 1986), which a straight trend leaves alone.
 */
export function dispersionOf(years: readonly (readonly number[])[]): Dispersion {
  const [first = []] = years;
  if (years.length < 2) return ofDifferences(first);
  const periods = first.map((_, at) => years.reduce((sum, year) => sum + (year[at] ?? 0), 0));
  const used = periods.flatMap((sum, at) => (sum > 0 ? [at] : []));
  const sums = years.map(year => used.reduce((sum, at) => sum + (year[at] ?? 0), 0));
  const all = sums.reduce((sum, one) => sum + one, 0);
  const freedom = (sums.filter(sum => sum > 0).length - 1) * (used.length - 1);
  if (freedom < fewestFreedom) return chanceAlone;
  const residuals = years.map((year, row) =>
    used.map(at => {
      const expected = ((periods[at] ?? 0) * (sums[row] ?? 0)) / all;
      return expected > 0 ? ((year[at] ?? 0) - expected) / Math.sqrt(expected) : 0;
    }),
  );
  const squares = residuals.flat().reduce((sum, one) => sum + one * one, 0);
  return { factor: Math.max(1, (squares / freedom) * persistence(residuals)), freedom };
}

function ofDifferences(series: readonly number[]): Dispersion {
  const terms = series.slice(2).flatMap((next, at) => {
    const [one = 0, middle = 0] = [series[at], series[at + 1]];
    const mean = (one + middle + next) / 3;
    return mean > 0 ? [(one - 2 * middle + next) ** 2 / (6 * mean)] : [];
  });
  if (terms.length < fewestDifferences) return chanceAlone;
  // Neighbouring differences share two of three values: 35/18 of them are worth one.
  const freedom = (terms.length * 18) / 35;
  return { factor: Math.max(1, terms.reduce((sum, one) => sum + one, 0) / terms.length), freedom };
}

/** What a sum varies more because neighbours vary together: (1 + r) / (1 - r), first-order, r from 0 to 0.6. */
function persistence(rows: readonly (readonly number[])[]): number {
  if ((rows[0]?.length ?? 0) < fewestNeighbours) return 1;
  let [together, squares] = [0, 0];
  for (const row of rows) {
    row.forEach((value, at) => {
      squares += value * value;
      if (at > 0) together += value * (row[at - 1] ?? 0);
    });
  }
  const r = squares > 0 ? Math.min(mostPersistence, Math.max(0, together / squares)) : 0;
  return (1 + r) / (1 - r);
}

export interface Compared {
  readonly before: number;
  readonly after: number;
  readonly dispersion?: Dispersion;
  /** How long the time of `after` is in times of `before`: 24 days against 30 are 0.8. */
  readonly exposure?: number;
  /** Standard error of `after` where it is itself an estimate. */
  readonly afterError?: number;
}

/** After over before. Counts of nothing at all have no ratio, but an interval of zero to infinity. */
export function changeOf(compared: Compared): Change {
  const { before, after } = compared;
  return { before, after, at80: ratioOfCounts(compared, 0.8), at95: ratioOfCounts(compared, 0.95) };
}

/**
 * Given their sum, the second of two counts is a share of it, and Wilson's interval of that share is one of their ratio
 * (Przyborowski and Wilenski 1940). More than chance varies makes the sum worth less.
 */
export function ratioOfCounts(compared: Compared, level: number): Ratio {
  const { before, after, dispersion = chanceAlone, exposure = 1, afterError = 0 } = compared;
  const ratio = after / before / exposure;
  const all = before + after;
  if (all <= 0) return { ratio: Number.NaN, low: 0, high: Number.POSITIVE_INFINITY, level };
  // A variance beside that of the count, in the same measure: that of the logarithm of the ratio.
  const own = before > 0 && after > 0 ? 1 / before + 1 / after : 0;
  const factor = dispersion.factor + (own > 0 ? (afterError / after) ** 2 / own : 0);
  const share = shareOf({ hits: after, cases: all }, { level, design: factor, freedom: dispersion.freedom });
  const odds = (p: number): number => (p >= 1 ? Number.POSITIVE_INFINITY : p / (1 - p) / exposure);
  return {
    ratio,
    low: after === 0 ? 0 : odds(share.low),
    high: before === 0 ? Number.POSITIVE_INFINITY : odds(share.high),
    level,
  };
}

/** The same periods of two years, for instance months 1 to 12: sums, and what their months vary. */
export function compareYears(before: readonly number[], after: readonly number[]): Change {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return changeOf({ before: sum(before), after: sum(after), dispersion: dispersionOf([before, after]) });
}

/** Rose or fell only where the 95 % interval leaves out "the same"; unknown where nothing could have been seen. */
export function directionOf({ at95 }: Change): Direction {
  if (at95.low > 1) return 'rose';
  if (at95.high < 1) return 'fell';
  return at95.low < 1 / nothingSeen && at95.high > nothingSeen ? 'unknown' : 'unchanged';
}

const steps = [1, 2, 5, 10, 25, 50, 100] as const;

/**
 * A title with this percentage, rounded to a quarter of its 80 % interval, claims no more than the interval allows. It
 * is rounded to no more than a quarter of itself, so that it stays the number that stands beneath.
 */
export function claimOf(change: Change): Claim {
  const direction = directionOf(change);
  const { ratio, low, high } = change.at80;
  if (!Number.isFinite(ratio)) return { direction, percent: undefined, roundedTo: 1 };
  const width = (Number.isFinite(high) ? high - low : ratio) * 100;
  const exact = (ratio - 1) * 100;
  const allowed = steps.find(step => step >= width / stepsWithin) ?? 100;
  const ofItself = steps.findLast(step => step <= Math.abs(exact) / stepsWithin) ?? 1;
  const roundedTo = Math.min(allowed, Math.max(2, ofItself));
  const percent = Math.round(exact / roundedTo) * roundedTo;
  // Rounded to nothing it would deny its own direction.
  const least = direction === 'rose' ? roundedTo : direction === 'fell' ? -roundedTo : 0;
  return { direction, percent: percent === 0 ? least : percent, roundedTo };
}
