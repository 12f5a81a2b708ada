/** A series taken apart. All three have its length and add up to it. */
export interface Decomposition {
  readonly trend: readonly number[];
  /** Repeats every `period` and adds up to nothing over it; zeros where the series is too short to know it. */
  readonly season: readonly number[];
  readonly rest: readonly number[];
  /** Numbers the fit has used up. */
  readonly used: number;
}

/** Fewer cycles cannot tell a season from one odd year. */
const cyclesForSeason = 3;

export function hasSeason(length: number, period: number): boolean {
  return period > 1 && length >= cyclesForSeason * period;
}

/** Series taken apart lately: a page is asked for again, and by others, more often than its counts change. */
const lately = new Map<string, Decomposition>();
const mostKept = 5000;

/** A series taken apart; see `takenApart`. What is answered is shared: nobody changes it. */
export function decompose(series: readonly number[], period: number): Decomposition {
  const key = `${period}:${series.join()}`;
  const known = lately.get(key) ?? takenApart(series, period);
  lately.delete(key);
  lately.set(key, known);
  if (lately.size > mostKept) lately.delete(lately.keys().next().value ?? '');
  return known;
}

/**
 * STL (Cleveland, Cleveland, McRae and Terpenning 1990) with a season that is the same every year and robustness
 * weights, so that a single point moves neither trend nor season. `NaN` is a gap: it is given a trend and a season, and
 * a rest of `NaN`.
 */
function takenApart(series: readonly number[], period: number): Decomposition {
  const seasonal = hasSeason(series.length, period);
  const span = seasonal ? Math.max(7, 2 * Math.ceil(0.75 * period) + 1) : Math.max(7, Math.ceil(series.length / 2));
  const fit: Fit = { series, period, seasonal, span };
  let weights: readonly number[] = series.map(value => (Number.isNaN(value) ? 0 : 1));
  let parts = { trend: series.map(() => 0), season: series.map(() => 0) };
  for (let round = 0; round < 6; round += 1) {
    // The first round may not follow a point that is far off, or it would think its neighbours far off.
    parts = fitted(fit, parts.trend, weights, round === 0);
    const rest = restOf(series, parts);
    const reach = Math.max(6, 15 - 3 * round) * medianOf(rest.filter(value => !Number.isNaN(value)).map(Math.abs));
    if (reach === 0) break;
    weights = rest.map(value => (Number.isNaN(value) ? 0 : bisquare(value / reach)));
  }
  const used = (seasonal ? period - 1 : 0) + 1 + (2 * series.length) / span;
  return { ...parts, rest: restOf(series, parts), used };
}

interface Fit {
  readonly series: readonly number[];
  readonly period: number;
  readonly seasonal: boolean;
  /** Points that a piece of the trend is drawn through. */
  readonly span: number;
}

interface Parts {
  readonly trend: number[];
  readonly season: number[];
}

function restOf(series: readonly number[], { trend, season }: Parts): number[] {
  return series.map((value, at) => value - (trend[at] ?? 0) - (season[at] ?? 0));
}

function fitted(fit: Fit, before: readonly number[], weights: readonly number[], byMedian: boolean): Parts {
  const { series, period, seasonal, span } = fit;
  let trend = [...before];
  let season = series.map(() => 0);
  for (let turn = 0; turn < (seasonal ? 2 : 1); turn += 1) {
    if (seasonal) season = seasonOf(series, trend, weights, period, byMedian);
    const level = series.map((value, at) => value - (season[at] ?? 0));
    trend = loess(byMedian ? runningMedian(level, span) : level, weights, span);
  }
  return { trend, season };
}

function bisquare(x: number): number {
  return Math.abs(x) >= 1 ? 0 : (1 - x * x) ** 2;
}

function seasonOf(
  series: readonly number[],
  trend: readonly number[],
  weights: readonly number[],
  period: number,
  byMedian: boolean,
): number[] {
  const means = Array.from({ length: period }, (_, phase) => {
    let [sum, weight] = [0, 0];
    const all: number[] = [];
    for (let at = phase; at < series.length; at += period) {
      const own = weights[at] ?? 0;
      if (own === 0) continue;
      const away = (series[at] ?? 0) - (trend[at] ?? 0);
      all.push(away);
      sum += own * away;
      weight += own;
    }
    if (byMedian && all.length > 0) return medianOf(all);
    return weight > 0 ? sum / weight : 0;
  });
  const centre = means.reduce((sum, mean) => sum + mean, 0) / period;
  return series.map((_, at) => (means[at % period] ?? 0) - centre);
}

/** Over at most `span` points with the point in their middle, so that a straight trend stays where it is. */
function runningMedian(values: readonly number[], span: number): number[] {
  return values.map((value, at) => {
    const reach = Math.min(span >> 1, at, values.length - 1 - at);
    if (Number.isNaN(value) || reach < 2) return value;
    return medianOf(values.slice(at - reach, at + reach + 1).filter(near => !Number.isNaN(near)));
  });
}

/** Local lines over the nearest `span` points with tricube weights (Cleveland 1979). */
function loess(values: readonly number[], weights: readonly number[], span: number): number[] {
  const count = values.length;
  return values.map((_, at) => {
    const first = Math.max(0, Math.min(at - Math.floor(span / 2), count - span));
    const last = Math.min(count - 1, first + span - 1);
    const reach = Math.max(at - first, last - at, 1) * (span > count ? span / count : 1) * 1.001;
    let [w0, w1, w2, y0, y1] = [0, 0, 0, 0, 0];
    for (let near = first; near <= last; near += 1) {
      const own = weights[near] ?? 0;
      if (own === 0) continue;
      const away = near - at;
      const part = Math.abs(away) / reach;
      const falling = 1 - part * part * part;
      const weight = own * falling * falling * falling;
      w0 += weight;
      w1 += weight * away;
      w2 += weight * away * away;
      y0 += weight * (values[near] ?? 0);
      y1 += weight * away * (values[near] ?? 0);
    }
    const determinant = w0 * w2 - w1 * w1;
    if (w0 <= 0) return Number.NaN;
    return determinant > 1e-9 * w0 * w0 ? (w2 * y0 - w1 * y1) / determinant : y0 / w0;
  });
}

export function medianOf(values: readonly number[]): number {
  // Not `from`, which walks an iterator: a scan of a page asks for some thousands of medians.
  const sorted = new Float64Array(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
