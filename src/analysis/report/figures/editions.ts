import type { CountedReport, PrintedReport } from './figures.ts';
import type { Period } from './search-year.ts';

/** A report as it was published: somebody may have it, recalled or not. */
export interface Edition {
  readonly period: Period;
  readonly counted: CountedReport;
  readonly printed: PrintedReport;
}

/** Editions that make a sum with a report: parts that do not overlap, of `whole` or, without it, of the report. */
export interface EditionSum {
  readonly parts: readonly Edition[];
  readonly whole?: Edition;
}

/** Sums looked at for one whole: there are more only where many regions and many periods cross. */
const mostSums = 24;

/**
 * Every way in which published reports and one more can be taken from one another: those within it from it, and it,
 * with others that do not overlap, from those it is within. Its own earlier editions are within it. Pure.
 */
export function sumsWith(period: Period, editions: readonly Edition[]): EditionSum[] {
  const isSame = (one: Period): boolean => isWithin(one, period) && isWithin(period, one);
  const inside = editions.filter(one => isWithin(one.period, period));
  const around = editions.filter(one => isWithin(period, one.period) && !isSame(one.period));
  return [
    ...apart(inside).map(parts => ({ parts })),
    ...around.flatMap(whole => {
      const others = editions.filter(
        one => one !== whole && isWithin(one.period, whole.period) && !isOverlapping(one.period, period),
      );
      return others.length === 0 ? [{ parts: [], whole }] : apart(others).map(parts => ({ parts, whole }));
    }),
  ];
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
