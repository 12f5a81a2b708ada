import {
  breakdowns,
  type Pair,
  type Printed,
  type PrintedGoods,
  type PrintedReport,
  type PrintedSection,
} from './figures.ts';

/*
 * A second look at what is printed, by other means than it was made: what somebody learns who takes each hidden number
 * for unknown and all sums for true. Nothing that was counted is asked, only what is printed.
 */

type Cell = Printed | null;

/** Parts with their sum as they are printed. */
interface Sum {
  readonly parts: readonly Cell[];
  readonly sum: Cell;
}

/** Whether a section tells a group of one or two cases, in a cell or by subtraction in one of its tables. Pure. */
export function tellsSmall(section: PrintedSection, report: PrintedReport): boolean {
  const { headings, ways, cases } = section;
  const counts: Sum[] = [
    ...bothOf(report.sections.map(one => one.cases).concat(report.outside), report.cases),
    ...goodsSums(headings, section),
    ...headings.flatMap(heading => goodsSums(heading.groups, heading)),
    ...breakdowns.flatMap(name =>
      bothOf(
        (section.by[name] ?? []).map(row => row.cases as Pair<Printed>),
        cases,
      ),
    ),
    ...[ways?.departures ?? [], ways?.destinations ?? []].map(ends => ({
      parts: ends.map(end => end.cases),
      sum: cases.now,
    })),
  ];
  const quantities = [
    ...quantitySums(headings, section),
    ...headings.flatMap(heading => quantitySums(heading.groups, heading)),
  ];
  return counts.some(tellsCount) || quantities.some(tellsQuantity) || tellsMembers(section);
}

function goodsSums(parts: readonly PrintedGoods[], whole: PrintedGoods): Sum[] {
  return (['cases', 'lines'] as const).flatMap(count =>
    bothOf(
      parts.map(part => part[count]),
      whole[count],
    ),
  );
}

function quantitySums(parts: readonly PrintedGoods[], whole: PrintedGoods): Sum[] {
  const units = [...new Set(parts.flatMap(({ quantities }) => quantities.map(({ unit }) => unit)))];
  const of = (goods: PrintedGoods, unit: string): Printed =>
    goods.quantities.find(one => one.unit === unit)?.value ?? 0;
  return units.map(unit => ({ parts: parts.map(part => of(part, unit)), sum: of(whole, unit) }));
}

function bothOf(pairs: readonly Pair<Printed>[], whole: Pair<Printed>): Sum[] {
  return (['now', 'before'] as const).map(year => ({ parts: pairs.map(pair => pair[year]), sum: whole[year] }));
}

/** What a printed count can be: a number, one or two, or anything from zero. */
function rangeOf(cell: Cell): readonly [least: number, most: number] {
  if (typeof cell === 'number') return [cell, cell];
  return cell === 'few' ? [1, 2] : [0, Number.POSITIVE_INFINITY];
}

/** Whether the sum leaves a part no other number than one, or than two. */
function tellsCount({ parts, sum }: Sum): boolean {
  if (parts.some(cell => cell === 1 || cell === 2)) return true;
  if (typeof sum !== 'number' || parts.length < 2) return false;
  const ranges = parts.map(rangeOf);
  return parts.some((cell, at) => {
    if (typeof cell === 'number') return false;
    const [low, high] = ranges[at] ?? [0, 0];
    const others = ranges.filter((_, other) => other !== at);
    const [least, most] = [0, 1].map(end => others.reduce((total, range) => total + (range[end] ?? 0), 0));
    const from = Math.max(low, sum - (most ?? 0));
    return from === Math.min(high, sum - (least ?? 0)) && (from === 1 || from === 2);
  });
}

/** Whether one quantity that is hidden is what its sum leaves; it may be as small as it likes. */
function tellsQuantity({ parts, sum }: Sum): boolean {
  const hidden = parts.filter(value => typeof value !== 'number').length;
  return hidden === 1 && typeof sum === 'number' && sum > 0;
}

/** Whether the Members of a month, or of goods, say how many cases there are that are not told. */
function tellsMembers({ by, reporting, headings }: PrintedSection): boolean {
  const goods = headings.flatMap(heading => [heading, ...heading.groups]);
  return (
    reporting.some(
      ({ month, members }) => typeof members === 'number' && isHidden(by.month?.find(({ value }) => value === month)),
    ) || goods.some(one => typeof one.members === 'number' && isHidden(one))
  );
}

function isHidden(row: { readonly cases: Pair<Cell> } | undefined): boolean {
  return row !== undefined && typeof row.cases.now !== 'number';
}
