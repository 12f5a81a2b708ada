import { breakdowns } from './figures.ts';
import type { Pair, Printed, PrintedGoods, PrintedReport, PrintedSection } from './figures.ts';

/*
 * A second look at what is printed, by other means than it was made: whether a group under three is in it, and whether
 * one hidden number can be had by taking the others from their sum.
 */

type Column = readonly (Printed | null)[];

/** Whether a section tells a group of one or two cases, in a cell or by subtraction in one of its tables. Pure. */
export function tellsSmall(section: PrintedSection, report: PrintedReport): boolean {
  const columns: { readonly parts: Column; readonly sum: Printed | null }[] = [
    ...bothOf(report.sections.map(({ cases }) => cases).concat(report.outside), report.cases),
    ...goodsColumns(section.headings, section),
    ...section.headings.flatMap(heading => goodsColumns(heading.groups, heading)),
    ...breakdowns.flatMap(name =>
      bothOf(
        (section.by[name] ?? []).map(({ cases }) => cases as Pair<Printed>),
        section.cases,
      ),
    ),
  ];
  return columns.some(({ parts, sum }) => isTold(parts, sum));
}

function goodsColumns(parts: readonly PrintedGoods[], whole: PrintedGoods) {
  const units = [...new Set(parts.flatMap(({ quantities }) => quantities.map(({ unit }) => unit)))];
  const quantity = (goods: PrintedGoods, unit: string): Printed =>
    goods.quantities.find(one => one.unit === unit)?.value ?? 0;
  return [
    ...bothOf(
      parts.map(({ cases }) => cases),
      whole.cases,
    ),
    ...bothOf(
      parts.map(({ lines }) => lines),
      whole.lines,
    ),
    // A quantity may be as small as it likes; one alone that is hidden is told by its sum.
    ...units
      .filter(unit => !isOfOneLarge(parts, unit))
      .map(unit => ({
        parts: parts.map(part => quantity(part, unit)).map(value => (typeof value === 'number' ? 0 : value)),
        sum: quantity(whole, unit),
      })),
  ];
}

/** Whether one part alone has the unit, and more cases than two: then its sum is the quantity of no small group. */
function isOfOneLarge(parts: readonly PrintedGoods[], unit: string): boolean {
  const [only, ...others] = parts.filter(part => part.quantities.some(one => one.unit === unit));
  return others.length === 0 && only?.cases.now !== 'few';
}

function bothOf(pairs: readonly Pair<Printed>[], whole: Pair<Printed>) {
  return (['now', 'before'] as const).map(year => ({ parts: pairs.map(pair => pair[year]), sum: whole[year] }));
}

function isTold(parts: Column, sum: Printed | null): boolean {
  if (parts.some(value => value === 1 || value === 2)) return true;
  const hidden = parts.filter(value => value === 'few' || value === 'held').length;
  return parts.length > 1 && typeof sum === 'number' && sum > 0 && hidden === 1;
}
