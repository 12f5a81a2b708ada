import { protectLayers, withTotals } from '../../statistics/disclosure.ts';
import type { Layer, Shown, ShownTable } from '../../statistics/disclosure.ts';
import type { SectionKey } from '../sections.ts';
import type { Edition, EditionSum } from './editions.ts';
import { countedGoods } from './places.ts';
import type { Place } from './places.ts';
import type { CountedGoods, CountedReport, Pair, Printed } from './figures.ts';
import type { Period } from './search-year.ts';

/*
 * What a report may print beside those that were published before. Reports of parts of its time or place, and those it
 * is a part of, can be taken from one another table by table: a table is protected together with theirs, which stay as
 * they were printed, and with what is left between them, which nobody printed.
 */

/** A table of the report that is printed. */
export interface Own {
  readonly labels: readonly string[];
  readonly pairs: readonly Pair[];
}

export interface Beside {
  /** What of a table that is shown so must be held as well; undefined where nothing. */
  held(place: Place, own: Own, shown: ShownTable): ShownTable | undefined;
  /** Whether of the cases with a quantity in a unit one or two are left between the reports. */
  leavesFew(at: GoodsOf, of: Measured): boolean;
  /** Whether of the cases of a way one or two are left between the reports. */
  leavesFewOnWay(section: SectionKey, way: Way, cases: number): boolean;
}

/** Where goods stand: under a section, or under a heading of it. */
interface GoodsOf {
  readonly section: SectionKey;
  readonly heading: string | undefined;
}

/** From a country to another; without one, all. */
interface Way {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface Measured {
  readonly code: string;
  readonly unit: string;
  readonly year: keyof Pair;
  readonly cases: number;
}

/** Rows that stand for others; which, differs from report to report. */
const together = 'others';
const fewest = 3;

/** A report of which nothing was published before. */
export const alone: Beside = { held: () => undefined, leavesFew: () => false, leavesFewOnWay: () => false };

/** Pure. */
export function beside(period: Period, sums: readonly EditionSum[]): Beside {
  return {
    held(place, own, shown) {
      let now = shown;
      for (const sum of sums) now = heldWith(sum, place, own, now, period) ?? now;
      return now === shown ? undefined : now;
    },
    leavesFew: (at, { code, unit, year, cases }) =>
      isFewLeft(sums, cases, ({ counted }) => goodsIn(counted, at, code)?.quantities[unit]?.of[year] ?? 0),
    leavesFewOnWay: (section, way, cases) => isFewLeft(sums, cases, ({ counted }) => onWay(counted, section, way)),
  };
}

/** Whether what is left between the reports is one or two; not where one does not say it. */
function isFewLeft(sums: readonly EditionSum[], own: number, of: (edition: Edition) => number | undefined): boolean {
  return sums.some(({ parts, whole }) => {
    const [inParts, around] = [parts.map(of), whole ? of(whole) : own];
    if (around === undefined || inParts.includes(undefined)) return false;
    const taken = inParts.reduce<number>((sum, one) => sum + (one ?? 0), whole ? own : 0);
    return around !== taken && Math.abs(around - taken) < fewest;
  });
}

function goodsIn(report: CountedReport, { section, heading }: GoodsOf, code: string): CountedGoods | undefined {
  return code === section
    ? report.sections.find(one => one.code === section)
    : countedGoods(report, section, heading).find(one => one.code === code);
}

/** Cases of a way by countries that a report names; undefined where it does not. */
function onWay({ sections }: CountedReport, section: SectionKey, { from, to }: Way): number | undefined {
  const ways = sections.find(({ code }) => code === section)?.ways;
  if (!ways) return undefined;
  const [row, column] = [ways.departures.indexOf(from ?? null), ways.destinations.indexOf(to ?? null)];
  if ((from !== undefined && row < 0) || (to !== undefined && column < 0)) return undefined;
  const rows = from === undefined ? ways.counts : [ways.counts[row] ?? []];
  return rows.reduce(
    (sum, line) => sum + (to === undefined ? line.reduce((all, one) => all + one, 0) : (line[column] ?? 0)),
    0,
  );
}

/** The table of a report by the rows that all have, what else there is together, and its sum. */
interface Aligned {
  readonly counts: number[][];
  readonly shown: Shown[][];
}

function heldWith(
  { parts, whole }: EditionSum,
  place: Place,
  own: Own,
  shown: ShownTable,
  period: Period,
): ShownTable | undefined {
  const editions = whole ? [...parts, whole] : parts;
  const labels = own.labels.filter(label => label !== together && editions.every(one => isKnown(place, one, label)));
  const mine = aligned(labels, own, shown);
  const [theirs, around] = [parts.map(one => printedOf(place, one, labels)), whole && printedOf(place, whole, labels)];
  const sign = around ? 1 : -1;
  const rest = mine.counts.map((line, row) =>
    line.map((count, column) => {
      const inParts = theirs.reduce((sum, { counts }) => sum + (counts[row]?.[column] ?? 0), 0);
      return around ? (around.counts[row]?.[column] ?? 0) - count - inParts : count - inParts;
    }),
  );
  const covered = settledRows(place, labels, parts, whole?.period ?? period);
  const printed: Layer = { counts: mine.counts, shown: withoutFew(mine, theirs, around), kind: 'printed' };
  const fixed = theirs.map((one): Layer => ({ ...one, kind: 'fixed' }));
  const derived: Layer = { counts: rest, kind: 'derived', settled: covered };
  const layers: Layer[] = around
    ? [printed, ...fixed, derived, { ...around, kind: 'fixed' }]
    : [...fixed, derived, printed];
  const after = protectLayers(layers)[sign === 1 ? 0 : layers.length - 1] ?? [];
  return widened(labels, own, shown, mine.shown, after);
}

/** What is left of a printed sum without the parts that are printed, whoever else is in it, is not one or two. */
function withoutFew(mine: Aligned, parts: readonly Aligned[], whole: Aligned | undefined): Shown[][] {
  const [own, sum] = [withTotals(mine.counts), withTotals((whole ?? mine).counts)];
  const taken = [...parts, ...(whole ? [mine] : [])].map(({ counts, shown }) => ({
    values: withTotals(counts),
    shown,
  }));
  return mine.shown.map((line, row) =>
    line.map((state, column) => {
      if (state !== 'open' || (whole && whole.shown[row]?.[column] !== 'open') || own[row]?.[column] === 0)
        return state;
      const open = taken.filter(({ shown }) => shown[row]?.[column] === 'open');
      const left = open.reduce((rest, { values }) => rest - (values[row]?.[column] ?? 0), sum[row]?.[column] ?? 0);
      return left !== 0 && Math.abs(left) < fewest ? 'held' : state;
    }),
  );
}

/** Whether a report says how many there are in a row: by name, or by having no row for all others. */
function isKnown(place: Place, { counted }: Edition, label: string): boolean {
  const rows = place.counted(counted);
  return rows.some(row => row.label === label) || !rows.some(row => row.label === together);
}

/** Rows in which nothing can be left between the reports, since parts hold all of their month or country. */
function settledRows(
  { rowsAre }: Place,
  labels: readonly string[],
  parts: readonly Edition[],
  { from, to, countries }: Period,
): ReadonlySet<number> {
  const isWhole = (part: Period, label: string): boolean => {
    if (rowsAre === 'country')
      return part.from === from && part.to === to && (part.countries.length === 0 || part.countries.includes(label));
    const isSamePlace = part.countries.length === countries.length;
    return rowsAre === 'month' && isSamePlace && part.from <= `${label}-01` && `${label}-28` <= part.to;
  };
  return new Set(labels.flatMap((label, row) => (parts.some(({ period }) => isWhole(period, label)) ? [row] : [])));
}

function printedOf(place: Place, { counted, printed }: Edition, labels: readonly string[]): Aligned {
  const rows = place.counted(counted);
  const { rows: told, sum } = place.printed(printed);
  const isNone = (year: keyof Pair): boolean => sum[year] === 0;
  const state = (label: string, year: keyof Pair): Shown => {
    const cell = told.find(row => row.label === label)?.pair[year];
    // A table that stands has no row for what there is none of.
    const isOpen = typeof cell === 'number' || isNone(year) || (told.length > 0 && cell === undefined);
    return isOpen ? 'open' : cell === 'few' ? 'small' : 'held';
  };
  const own = { labels: rows.map(({ label }) => label), pairs: rows.map(({ pair }) => pair) };
  const shown = [
    ...own.labels.map(label => withBoth([state(label, 'now'), state(label, 'before')])),
    withBoth([shownOf(sum.now), shownOf(sum.before)]),
  ];
  return aligned(labels, own, shown);
}

function shownOf(cell: Printed): Shown {
  return typeof cell === 'number' ? 'open' : cell === 'few' ? 'small' : 'held';
}

/** Both years together are known where each is. */
function withBoth(years: readonly [Shown, Shown]): Shown[] {
  return [...years, years.every(one => one === 'open') ? 'open' : 'held'];
}

function aligned(labels: readonly string[], { labels: own, pairs }: Own, shown: ShownTable): Aligned {
  const counts = pairs.map(({ now, before }) => [now, before]);
  const rows = labels.map(label => own.indexOf(label));
  const others = own.flatMap((label, at) => (labels.includes(label) ? [] : [at]));
  const none: Shown[] = ['open', 'open', 'open'];
  return {
    counts: [
      ...rows.map(at => counts[at] ?? [0, 0]),
      [0, 1].map(column => others.reduce((sum, at) => sum + (counts[at]?.[column] ?? 0), 0)),
    ],
    shown: [
      ...rows.map(at => [...(shown[at] ?? none)]),
      none.map((open, column) => (others.every(at => shown[at]?.[column] === 'open') ? open : 'held')),
      [...(shown[own.length] ?? none)],
    ],
  };
}

/** What is held of the rows that all have, in the own table; undefined where nothing more is. */
function widened(
  labels: readonly string[],
  { labels: own, pairs }: Own,
  shown: ShownTable,
  before: ShownTable,
  after: ShownTable,
): ShownTable | undefined {
  const values = withTotals(pairs.map(pair => [pair.now, pair.before]));
  let hasMore = false;
  const wider = shown.map((line, at) => {
    const label = own[at];
    const row =
      label === undefined ? labels.length + 1 : labels.includes(label) ? labels.indexOf(label) : labels.length;
    return line.map((state, column): Shown => {
      const isMore = after[row]?.[column] === 'held' && before[row]?.[column] !== 'held' && state !== 'held';
      // Of a row that stands for several, what is none stays none.
      if (!isMore || (row === labels.length && values[at]?.[column] === 0)) return state;
      hasMore = true;
      return 'held';
    });
  });
  return hasMore ? wider : undefined;
}
