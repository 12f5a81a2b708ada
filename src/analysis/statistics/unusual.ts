import { normalQuantile } from './distributions.ts';
import { decompose, hasSeason, medianOf } from './seasonal.ts';

export interface Point {
  readonly count: number;
  readonly expected: number;
  /** Whole numbers between which the stated share of points lies. */
  readonly low: number;
  readonly high: number;
  /** From what was expected, in robust deviations of the series; signed. */
  readonly deviation: number;
  readonly unusual: 'high' | 'low' | undefined;
}

export interface Scan {
  readonly kind: 'scanned';
  readonly points: readonly Point[];
  /** False flags that the method raises in so many points, whatever happens in the world. */
  readonly falseFlags: number;
  readonly hasSeason: boolean;
}

export interface NotEnough {
  readonly kind: 'not enough';
  readonly reason: 'too short' | 'too few cases';
}

export interface ScanOptions {
  /** 12 of months, 52 of weeks, 4 of quarters. */
  readonly period: number;
  /** Robust deviations beyond which a point is flagged. */
  readonly beyond?: number;
  /** Share of points that the range holds. */
  readonly level?: number;
}

/** A year of months. Its rate of false flags is measured (`ratesAt`); that of less is not. */
export const fewestPoints = 12;
/** In the whole series: two for each of the fewest points. Chosen. */
export const fewestCases = 24;
/** Robust deviations: the limit that Iglewicz and Hoaglin (1993) recommend for the modified z-score. */
const usualLimit = 3.5;
/** For fewer cases a count varies by chance more than the square root makes even. */
const anscombe = (count: number): number => 2 * Math.sqrt(count + 3 / 8);
const counted = (height: number): number => Math.max(0, (Math.max(0, height) / 2) ** 2 - 3 / 8);

/**
 * Counts by period, `NaN` where nothing was counted. On the scale of Anscombe (1948) a count varies by 1 whatever its
 * size; what it varies more is measured by the median of the rests, never taken below 1.
 */
export function findUnusual(series: readonly number[], options: ScanOptions): Scan | NotEnough {
  const { period, beyond = usualLimit, level = 0.95 } = options;
  const present = series.filter(count => !Number.isNaN(count));
  if (present.length < fewestPoints) return { kind: 'not enough', reason: 'too short' };
  if (present.reduce((sum, count) => sum + count, 0) < fewestCases)
    return { kind: 'not enough', reason: 'too few cases' };
  const parts = decompose(series.map(anscombe), period);
  const rests = parts.rest.filter(rest => !Number.isNaN(rest));
  const seasonal = hasSeason(series.length, period);
  const cycles = seasonal ? series.length / period : Number.POSITIVE_INFINITY;
  const deviation = Math.max(1, 1.4826 * medianOf(rests.map(Math.abs)) * widening(rests.length, parts.used, cycles));
  const z = normalQuantile(1 - (1 - level) / 2);
  const points = series.map((count, at): Point => {
    const fitted = (parts.trend[at] ?? 0) + (parts.season[at] ?? 0);
    const away = (parts.rest[at] ?? Number.NaN) / deviation;
    return {
      count,
      expected: counted(fitted),
      low: Math.floor(counted(fitted - z * deviation)),
      high: Math.ceil(counted(fitted + z * deviation)),
      deviation: away,
      unusual: away > beyond ? 'high' : away < -beyond ? 'low' : undefined,
    };
  });
  return { kind: 'scanned', points, hasSeason: seasonal, falseFlags: present.length * rateOf(present.length, beyond) };
}

/**
 * The median of absolute rests is 1 / 1.4826 of a normal deviation, but a fit takes some of the rests away, a median of
 * few is unsure, and a robust season of few years follows two of its points. Found by simulation (its test).
 */
function widening(points: number, used: number, cycles: number): number {
  const free = Math.max(points - used, points / 4);
  return Math.sqrt(points / free) * (1 + 4 / free) * (1 + 2.8 / cycles ** 2);
}

/** Flags a point at 3.5 deviations in steady overdispersed series, by length, measured by its test. */
const ratesAt: readonly (readonly [length: number, rate: number])[] = [
  [12, 0.008],
  [24, 0.004],
  [36, 0.007],
  [48, 0.005],
  [60, 0.005],
  [120, 0.003],
];

function rateOf(length: number, beyond: number): number {
  const at = ratesAt.findLastIndex(([shortest]) => shortest <= length);
  const [, measured = 0] = ratesAt[Math.max(0, at)] ?? [];
  // Another limit moves the rate as the tails of Student's t with 8 degrees do.
  return Math.min(0.5, measured * (usualLimit / beyond) ** 7);
}

/** What one Member, or one upload, has in each period of the series; the same length. */
export interface Contributor<Id> {
  readonly id: Id;
  readonly counts: readonly number[];
}

export interface Explanation<Id> {
  readonly id: Id;
  /** Cases of the contributor at the point. */
  readonly cases: number;
  /** The point and its range without the contributor. */
  readonly without: Point;
}

/** Only so many contributors are tried: those that are furthest from their own median at the point. */
const contributorsTried = 12;

/**
 * The contributor without whom the point is where it is expected: then the point tells of a change of reporting. The
 * series without it is taken apart anew. Of several the one that takes away least; undefined if no single one does.
 */
export function explainPoint<Id>(
  series: readonly number[],
  at: number,
  contributors: readonly Contributor<Id>[],
  options: ScanOptions,
): Explanation<Id> | undefined {
  const scan = findUnusual(series, options);
  const direction = scan.kind === 'scanned' ? scan.points[at]?.unusual : undefined;
  if (direction === undefined) return undefined;
  const sign = direction === 'high' ? 1 : -1;
  const surprise = ({ counts }: Contributor<Id>): number => sign * ((counts[at] ?? 0) - medianOf(counts));
  const found = contributors
    .filter(one => surprise(one) > 0)
    .sort((one, other) => surprise(other) - surprise(one))
    .slice(0, contributorsTried)
    .flatMap(({ id, counts }): Explanation<Id>[] => {
      const rest = findUnusual(
        series.map((count, period) => Math.max(0, count - (counts[period] ?? 0))),
        options,
      );
      const without = rest.kind === 'scanned' ? rest.points[at] : undefined;
      const isInside = without !== undefined && without.count >= without.low && without.count <= without.high;
      return isInside ? [{ id, cases: counts[at] ?? 0, without }] : [];
    });
  return found.sort((one, other) => one.cases - other.cases)[0];
}
