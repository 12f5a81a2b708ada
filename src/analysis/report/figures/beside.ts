import {
  fewestDisclosed,
  protectLayers,
  withTotals,
  type Layer,
  type Shown,
  type ShownTable,
} from '../../statistics/disclosure.ts';
import type { SectionKey } from '../sections.ts';
import type { Edition, EditionSum, EditionSums } from './editions.ts';
import { countedGoods, type Place } from './places.ts';
import type { CountedGoods, CountedReport, Pair, Printed } from './figures.ts';

/*
 * What a report may print beside those that were published before. Reports of parts of its time or place, those it is
 * a part of, and some that only together have all of another, can be taken from one another: a table is protected
 * together with theirs, which stay as they were printed, and with what is left between them, which nobody printed.
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

/** A report of which nothing was published before. */
export const alone: Beside = { held: () => undefined, leavesFew: () => false, leavesFewOnWay: () => false };

/** Pure. */
export function beside({ whole: sums, in: sumsIn }: EditionSums): Beside {
  return {
    held(place, own, shown) {
      let now = shown;
      for (const sum of sums) now = heldWith(sum, place, own, now) ?? now;
      if (place.rowsAre !== undefined)
        now = rowsHeld(place, own, now, label => sumsIn({ [place.rowsAre ?? '']: label }));
      return isSame(now, shown) ? undefined : now;
    },
    leavesFew: (at, { code, unit, year, cases }) =>
      isFewLeft(sums, cases, ({ counted }) => goodsIn(counted, at, code)?.quantities[unit]?.of[year] ?? 0),
    leavesFewOnWay: (section, way, cases) => isFewLeft(sums, cases, ({ counted }) => onWay(counted, section, way)),
  };
}

/** Whether what is left between the reports is one or two; not where one does not say it. */
function isFewLeft(sums: readonly EditionSum[], own: number, of: (edition: Edition) => number | undefined): boolean {
  return sums.some(({ beside: with_, against }) => {
    const [theirs, others] = [with_.map(of), against.map(of)];
    if (theirs.includes(undefined) || others.includes(undefined)) return false;
    const total = (counts: readonly (number | undefined)[]): number =>
      counts.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    return isFew(own + total(theirs) - total(others));
  });
}

function isSame(one: ShownTable, other: ShownTable): boolean {
  return one.every((line, row) => line.every((state, column) => state === other[row]?.[column]));
}

function isFew(left: number): boolean {
  return left !== 0 && Math.abs(left) < fewestDisclosed;
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

/** The same with the sums of its rows and columns. */
interface Totalled {
  readonly values: number[][];
  readonly shown: Shown[][];
}

function heldWith(sum: EditionSum, place: Place, own: Own, shown: ShownTable): ShownTable | undefined {
  const editions = [...sum.beside, ...sum.against];
  const labels = own.labels.filter(label => label !== together && editions.every(one => isKnown(place, one, label)));
  const { mine, theirs, against, sums, parts } = sidesOf(sum, place, labels, { own, shown });
  const isSum = sums.includes(mine);
  const at = (all: readonly Aligned[], row: number, column: number): number =>
    all.reduce((total, { counts }) => total + (counts[row]?.[column] ?? 0), 0);
  const left = mine.counts.map((line, row) => line.map((_, column) => at(sums, row, column) - at(parts, row, column)));
  const [after = []] = protectLayers([
    { counts: mine.counts, shown: withoutFew(mine, sums, parts), kind: 'printed', isSum },
    ...theirs.map((one): Layer => ({ ...one, kind: 'fixed', isSum })),
    ...against.map((one): Layer => ({ ...one, kind: 'fixed', isSum: !isSum })),
    { counts: left, kind: 'derived', settled: settledRows(sum, place, labels), isSum: false },
  ]);
  return widened(labels, own, shown, mine.shown, after);
}

/** The tables of a sum by the same rows, and which of them are as many as the others with what is left. */
function sidesOf(
  sum: EditionSum,
  place: Place,
  labels: readonly string[],
  { own, shown }: { own: Own; shown: ShownTable },
) {
  const mine = aligned(labels, own, shown);
  const theirs = sum.beside.map(one => printedOf(place, one, labels));
  const against = sum.against.map(one => printedOf(place, one, labels));
  const [sums, parts] = sum.isLeftBeside ? [against, [mine, ...theirs]] : [[mine, ...theirs], against];
  return { mine, theirs, against, sums, parts };
}

/** Rows that are themselves times or places, each beside the same row of reports that have it. */
function rowsHeld(
  place: Place,
  own: Own,
  shown: ShownTable,
  sumsOf: (label: string) => readonly EditionSum[],
): ShownTable {
  return shown.map((line, row) => {
    const label = own.labels[row];
    if (label === undefined || label === together) return line;
    return sumsOf(label).reduce<readonly Shown[]>((states, sum) => {
      if (![...sum.beside, ...sum.against].every(one => isKnown(place, one, label))) return states;
      const now = shown.map((all, at) => (at === row ? states : all));
      const { mine, sums, parts } = sidesOf(sum, place, [label], { own, shown: now });
      return withoutFew(mine, sums, parts)[0] ?? states;
    }, line);
  });
}

/** What is left of printed sums without the parts that are printed, whoever else is in it, is not one or two. */
function withoutFew(mine: Aligned, sums: readonly Aligned[], parts: readonly Aligned[]): Shown[][] {
  const own = withTotals(mine.counts);
  const [whole, taken] = [sums, parts].map(all =>
    all.map(({ counts, shown }) => ({ values: withTotals(counts), shown })),
  ) as [Totalled[], Totalled[]];
  return mine.shown.map((line, row) =>
    line.map((state, column) => {
      const isOpen = ({ shown }: Totalled): boolean => shown[row]?.[column] === 'open';
      const total = (all: readonly Totalled[]): number =>
        all.reduce((sum, { values }) => sum + (values[row]?.[column] ?? 0), 0);
      if (state !== 'open' || !whole.every(isOpen) || own[row]?.[column] === 0) return state;
      return isFew(total(whole) - total(taken.filter(isOpen))) ? 'held' : state;
    }),
  );
}

/** Whether a report says how many there are in a row: by name, or by having no row for all others. */
function isKnown(place: Place, { counted }: Edition, label: string): boolean {
  const rows = place.counted(counted);
  return rows.some(row => row.label === label) || !rows.some(row => row.label === together);
}

/** Rows in which nothing can be left between the reports, since parts hold all of their month or country. */
function settledRows({ isLeftIn }: EditionSum, { rowsAre }: Place, labels: readonly string[]): ReadonlySet<number> {
  if (rowsAre === undefined) return new Set();
  return new Set(labels.flatMap((label, row) => (isLeftIn({ [rowsAre]: label }) ? [] : [row])));
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
