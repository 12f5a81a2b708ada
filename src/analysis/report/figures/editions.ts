import type { CountedReport, PrintedReport } from './figures.ts';
import { isNone, plus, regionsOf, type Region, type Within } from './regions.ts';
import type { Period } from './search-year.ts';

/** A report as it was published: somebody may have it, recalled or not. */
export interface Edition {
  readonly period: Period;
  readonly counted: CountedReport;
  readonly printed: PrintedReport;
}

/** Reports on two sides of a sum: the own with those `beside` it, and those `against` them. */
interface Sides {
  readonly beside: readonly Edition[];
  readonly against: readonly Edition[];
}

/**
 * Reports that are as many as those on the other side but for what is left, a count of some time and place that nobody
 * printed; it stands on one of the two sides.
 */
export interface EditionSum extends Sides {
  readonly isLeftBeside: boolean;
  /** Whether anything of a month or a country can be in what is left. */
  isLeftIn(at: Within): boolean;
}

/** All sums of a report with published ones. */
export interface EditionSums {
  readonly whole: readonly EditionSum[];
  /** Those of a month or a country alone: there a report of one region is part of one of the world. */
  in(at: Within): readonly EditionSum[];
}

/** Sums looked at of a whole and its parts: there are more only where many regions and many periods cross. */
const mostSums = 24;
/** Reports of one sum, the own among them, where it is not one of a whole and its parts. */
const mostCrossing = 4;
/** Beside more editions than this there is one less in a sum: of 150, fours would take most of a minute. */
const manyEditions = 48;

/**
 * Every way in which published reports and one more can be taken from one another: those within it from it, and it,
 * with others that do not overlap, from those it is within; and where none is part of another, a few from a few. Its
 * own earlier editions are within it. Pure.
 */
export function sumsWith(period: Period, editions: readonly Edition[]): EditionSums {
  const regions = regionsOf([period, ...editions.map(one => one.period)]);
  const whole = regionsIn(editions, regions.of, period);
  const summed = ({ own, of }: Regions, sides: Sides): EditionSum => {
    const left = leftOf(sides, own, of);
    return {
      ...sides,
      isLeftBeside: regions.signOf(left) === -1 || isOfWhole(sides, period),
      isLeftIn: at => !isNone(regions.inside(left, at)),
    };
  };
  return {
    whole: [...partsAndWholes(period, editions), ...crossing(whole, regions.signOf, 2)].map(one => summed(whole, one)),
    in(at) {
      const rows = regionsIn(editions, one => regions.inside(regions.of(one), at), period);
      return isNone(rows.own) ? [] : crossing(rows, regions.signOf, 1).map(one => summed(rows, one));
    },
  };
}

interface Regions {
  readonly own: Region;
  readonly of: ReadonlyMap<Edition, Region>;
}

/** Of the reports that have anything there. */
function regionsIn(editions: readonly Edition[], regionOf: (period: Period) => Region, period: Period): Regions {
  const all = editions.map(one => [one, regionOf(one.period)] as const);
  return { own: regionOf(period), of: new Map(all.filter(([, region]) => !isNone(region))) };
}

function leftOf({ beside, against }: Sides, own: Region, of: Regions['of']): Region {
  const taken = against.reduce((left, one) => plus(left, of.get(one) ?? [], -1), own);
  return beside.reduce((left, one) => plus(left, of.get(one) ?? [], 1), taken);
}

/** The report with its parts, and those it is a part of. */
function partsAndWholes(period: Period, editions: readonly Edition[]): Sides[] {
  const inside = editions.filter(one => isWithin(one.period, period));
  const around = editions.filter(one => isWithin(period, one.period) && !isWithin(one.period, period));
  return [
    ...apart(inside).map(against => ({ beside: [], against })),
    ...around.flatMap(whole => {
      const others = editions.filter(
        one => one !== whole && isWithin(one.period, whole.period) && !isOverlapping(one.period, period),
      );
      return (others.length === 0 ? [[]] : apart(others)).map(beside => ({ beside, against: [whole] }));
    }),
  ];
}

/** Whether the own report is a part of one. */
function isOfWhole({ against }: Sides, period: Period): boolean {
  const [whole, other] = against;
  return (
    whole !== undefined && other === undefined && isWithin(period, whole.period) && !isWithin(whole.period, period)
  );
}

/** A few reports on each side, so that everything is left once or not at all; so many at least make the sum. */
function crossing(regions: Regions, signOf: (region: Region) => number | undefined, fewest: number): Sides[] {
  const found: Sides[] = [];
  const editions = [...regions.of];
  const most = editions.length > manyEditions ? mostCrossing - 1 : mostCrossing;
  const extend = (from: number, { beside, against }: Sides, left: Region): void => {
    const sign = signOf(left);
    const sums = sign === -1 ? against.length : beside.length + 1;
    if (against.length > 0 && sums >= fewest && sign !== undefined && isTelling({ beside, against }, regions, left))
      found.push({ beside, against });
    if (beside.length + against.length + 1 >= most) return;
    for (const [at, [one, region]] of editions.slice(from).entries()) {
      const next = from + at + 1;
      extend(next, { beside: [...beside, one], against }, plus(left, region, 1));
      extend(next, { beside, against: [...against, one] }, plus(left, region, -1));
    }
  };
  extend(0, { beside: [], against: [] }, regions.own);
  return found;
}

/** Whether no report is left whole: that adds to what is left, and tells nothing of it. */
function isTelling({ beside, against }: Sides, { own, of }: Regions, left: Region): boolean {
  const isLeft = (region: Region, side: 1 | -1): boolean =>
    region.every((count, at) => count === 0 || left[at] === side);
  const isLeftWhole = (side: 1 | -1) => (one: Edition) => isLeft(of.get(one) ?? [], side);
  return !isLeft(own, 1) && !beside.some(isLeftWhole(1)) && !against.some(isLeftWhole(-1));
}

function isWithin(part: Period, whole: Period): boolean {
  return (
    whole.from <= part.from &&
    part.to <= whole.to &&
    (whole.countries.length === 0 ||
      (part.countries.length > 0 && part.countries.every(one => whole.countries.includes(one))))
  );
}

function isOverlapping(one: Period, other: Period): boolean {
  const isOneTime = one.from <= other.to && other.from <= one.to;
  const isEverywhere = one.countries.length === 0 || other.countries.length === 0;
  return isOneTime && (isEverywhere || one.countries.some(country => other.countries.includes(country)));
}

/** Sets of editions that do not overlap and to which no other could be added, the largest first. */
function apart(editions: readonly Edition[]): Edition[][] {
  const found: Edition[][] = [];
  const sorted = editions.toSorted((a, b) => sizeOf(b.period) - sizeOf(a.period));
  const extend = (chosen: readonly Edition[], open: readonly Edition[], left: readonly Edition[]): void => {
    if (found.length >= mostSums) return;
    if (open.length === 0) {
      // What was left out could still be added: another set has it.
      if (chosen.length > 0 && left.length === 0) found.push([...chosen]);
      return;
    }
    const [first, ...rest] = open as [Edition, ...Edition[]];
    const isFree = (one: Edition): boolean => !isOverlapping(one.period, first.period);
    extend([...chosen, first], rest.filter(isFree), left.filter(isFree));
    if (rest.some(one => !isFree(one))) extend(chosen, rest, [...left, first]);
  };
  extend([], sorted, []);
  return found;
}

/** Of days and countries: the world is more than any region. */
function sizeOf({ from, to, countries }: Period): number {
  return (Date.parse(to) - Date.parse(from) + 86_400_000) * (countries.length === 0 ? 1000 : countries.length);
}
