import { decompose, medianOf } from './seasonal.ts';

/** One month of the year against an average month, 1 being as many. */
export interface SeasonMonth {
  /** 0 is January. */
  readonly month: number;
  /** Median of the years. */
  readonly typical: number;
  readonly lowest: number;
  readonly highest: number;
  /** Counts, the oldest year first. */
  readonly counts: readonly number[];
}

export interface Season {
  /** Whether the months of a year differ more than chance makes them. */
  readonly isTold: boolean;
  readonly years: number;
  /** Friedman's statistic, and what it must exceed. */
  readonly statistic: number;
  readonly limit: number;
  readonly months: readonly SeasonMonth[];
}

const period = 12;
const fewestYears = 3;
const mostYears = 5;
/** A year of fewer cases says nothing of its months. */
const fewestOfYear = 24;
/** 95 % of chi-square with 11 degrees of freedom: what Friedman's statistic of twelve months exceeds by chance. */
const limit = 19.675;

/**
 * The season of counts by month, of whole years up to the end; `first` is the month of the year of the first count.
 * Each count is compared with the trend at its time, and the months are compared by their ranks within years (Friedman
 * 1937), which one odd month cannot sway. Undefined where there are not three years of enough cases.
 */
export function seasonOf(counts: readonly number[], first: number): Season | undefined {
  const all = Math.min(mostYears, Math.floor(counts.length / period));
  const start = counts.length - all * period;
  const years = Array.from({ length: all }, (_, year) => counts.slice(start + year * period).slice(0, period));
  // A beginning without reports is no year.
  const used = years.slice(years.findLastIndex(year => sum(year) < fewestOfYear) + 1);
  if (used.length < fewestYears) return undefined;
  const from = counts.length - used.length * period;
  const recent = used.flat();
  // On the scale of Anscombe (1948) large counts vary no more than small ones.
  const { trend } = decompose(
    recent.map(count => Math.sqrt(count + 3 / 8)),
    period,
  );
  const levels = trend.map(height => Math.max(0.5, height ** 2 - 3 / 8));
  // Rounded, so that equal months stay equal in rank.
  const ratios = recent.map((count, at) => Number((count / (levels[at] ?? 1)).toFixed(6)));
  const statistic = friedman(rowsOf(ratios));
  return {
    isTold: statistic > limit,
    years: used.length,
    statistic,
    limit,
    months: monthsOf(recent, ratios, (first + from) % period),
  };
}

function monthsOf(counts: readonly number[], ratios: readonly number[], first: number): SeasonMonth[] {
  const mean = sum(ratios) / ratios.length;
  const of = (values: readonly number[], place: number): number[] => values.filter((_, at) => at % period === place);
  return Array.from({ length: period }, (_, month) => {
    const place = (month - first + period) % period;
    const own = of(ratios, place).map(ratio => ratio / mean);
    return {
      month,
      typical: medianOf(own),
      lowest: Math.min(...own),
      highest: Math.max(...own),
      counts: of(counts, place),
    };
  });
}

function rowsOf(values: readonly number[]): number[][] {
  return Array.from({ length: values.length / period }, (_, row) => values.slice(row * period, (row + 1) * period));
}

/** Friedman's statistic of rows that rank the same columns, corrected for ties. */
function friedman(rows: readonly (readonly number[])[]): number {
  const ranked = rows.map(ranksOf);
  const [n, k] = [rows.length, period];
  const sums = Array.from({ length: k }, (_, column) => sum(ranked.map(row => row[column] ?? 0)));
  const centre = (n * (k + 1)) / 2;
  const between = sum(sums.map(one => (one - centre) ** 2));
  const within = sum(ranked.flat().map(rank => rank ** 2)) - (n * k * (k + 1) ** 2) / 4;
  return within === 0 ? 0 : ((k - 1) * between) / within;
}

/** Ranks from 1, the mean rank for equal values. */
function ranksOf(row: readonly number[]): number[] {
  return row.map(value => {
    const below = row.filter(other => other < value).length;
    const same = row.filter(other => other === value).length;
    return below + (same + 1) / 2;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
