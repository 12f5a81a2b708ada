import { protect, protectLayers, withTotals } from '../../statistics/disclosure.ts';
import type { Shown, ShownTable, Table } from '../../statistics/disclosure.ts';
import { breakdowns } from './figures.ts';
import type {
  Breakdown,
  CountedGoods,
  CountedReport,
  CountedSection,
  Pair,
  Printed,
  PrintedGoods,
  PrintedReport,
  PrintedSection,
} from './figures.ts';

/*
 * What may be printed of what was counted. Tables of a report hang together by sums: the report of its sections, a
 * section of its headings, a heading of its groups. A part is printed only where its sum is printed in both years, so
 * that each table is protected by itself; where hiding within a part would need to hide its sum, the part is left out.
 */

/** A section, or a heading, with fewer cases is not divided. */
const fewestDivided = 10;
/** A group of fewer is told by no number. */
const fewestTold = 3;
/** Shares of fewer cases are not told. */
const fewestShared = 30;

/** Pure: the same counts are always printed alike. */
export function printed(report: CountedReport): PrintedReport {
  const rows = [...report.sections.map(({ cases, lines }) => ({ cases, lines })), report.outside];
  const cases = guarded(rows.map(row => row.cases));
  const lines = guarded(
    rows.map(row => row.lines),
    cases.shown,
  );
  const { coverage } = report;
  return {
    sections: report.sections.map((section, at) => printedSection(section, cases.at(at), lines.at(at))),
    outside: cases.at(rows.length - 1),
    isDemonstration: report.synthetic > 0,
    cases: cases.at(rows.length),
    lines: lines.at(rows.length),
    ...(coverage.cases >= fewestShared ? { coverage } : {}),
    members: coverage.members,
    membersAsked: coverage.membersAsked,
    regions: report.regions,
  };
}

function printedSection(section: CountedSection, cases: Pair<Printed>, lines: Pair<Printed>): PrintedSection {
  const isDivided = isOpen(cases) && section.cases.now >= fewestDivided;
  const { coverage } = section;
  const headings = isDivided ? printedHeadings(section) : undefined;
  const by = isDivided ? printedBreakdowns(section) : {};
  return {
    code: section.code,
    cases,
    lines,
    quantities: headings?.quantities ?? [],
    headings: headings?.rows ?? [],
    by,
    ...(isDivided ? waysOf(section) : {}),
    ...(isDivided && coverage.cases >= fewestShared ? { coverage } : {}),
    members: coverage.members,
    reporting: isDivided ? printedReporting(section, by.month) : [],
  };
}

/** Two Members are two cases at least, so that a month of one or two, or a held one, has no number of Members. */
function printedReporting({ reporting }: CountedSection, months: PrintedSection['by']['month']) {
  return reporting.map(({ month, members }): PrintedSection['reporting'][number] => {
    const isTold = typeof months?.find(({ value }) => value === month)?.cases.now === 'number';
    return { month, members: isTold ? members : 'held' };
  });
}

function printedBreakdowns(section: CountedSection): PrintedSection['by'] {
  const entries = breakdowns.flatMap((name): [Breakdown, NonNullable<PrintedSection['by'][Breakdown]>][] => {
    const rows = section.by[name];
    const table = guarded(rows.map(({ cases }) => cases));
    // Its sum is printed elsewhere.
    if (rows.length === 0 || !isOpen(table.at(rows.length))) return [];
    return [[name, rows.map(({ value }, at) => ({ value, cases: table.at(at) }))]];
  });
  return Object.fromEntries(entries);
}

/** Headings of a section, their groups where the heading is open, and the sums by unit. */
function printedHeadings(section: CountedSection) {
  const all = guardedGoods(section.headings, section);
  if (!isOpen(all.cases.at(section.headings.length))) return undefined;
  return {
    quantities: all.quantitiesAt(section.headings.length),
    rows: section.headings.map((heading, at) => {
      const own = all.goods(heading, at);
      return { ...own, groups: groupsOf(heading, own) };
    }),
  };
}

function groupsOf(counted: CountedSection['headings'][number], heading: PrintedGoods): PrintedGoods[] {
  const { groups, cases } = counted;
  if (!isOpen(heading.cases) || cases.now < fewestDivided) return [];
  const all = guardedGoods(groups, counted);
  const sum = groups.length;
  if (!isOpen(all.cases.at(sum))) return [];
  const isLinesOpen = isOpen(heading.lines) && isOpen(all.lines.at(sum));
  const sums = all.quantitiesAt(sum);
  const openUnits = new Set(
    heading.quantities
      .filter(({ unit, value }) => typeof value === 'number' && typeof quantityOf(sums, unit) === 'number')
      .map(({ unit }) => unit),
  );
  return groups.map((group, at) => {
    const own = all.goods(group, at);
    return {
      ...own,
      lines: isLinesOpen ? own.lines : { now: 'held', before: 'held' },
      members: isLinesOpen ? (own.members ?? 'held') : 'held',
      quantities: own.quantities.flatMap(({ unit, value }) => {
        const holders = groups.filter(({ quantities }) => (quantities[unit]?.value.now ?? 0) > 0);
        // Of one group alone the quantity is that of the heading, which stands above it: it is not hidden beneath.
        if (holders.length === 1)
          return holders[0] === group ? [{ unit, value: quantityOf(heading.quantities, unit) ?? 'held' }] : [];
        return [{ unit, value: openUnits.has(unit) ? value : ('held' as const) }];
      }),
    };
  });
}

function quantityOf(quantities: PrintedGoods['quantities'], unit: string): Printed | undefined {
  return quantities.find(one => one.unit === unit)?.value;
}

interface Guarded {
  readonly shown: ShownTable;
  /** A row as it is printed; the row after the last is their sum. */
  at(row: number): Pair<Printed>;
}

const present = 0;
const early = 1;

/** Counts of both years protected against subtraction; what `hidden` does not show is hidden too. */
function guarded(pairs: readonly Pair[], hidden?: ShownTable): Guarded {
  const counts = pairs.map(({ now, before }) => [now, before]);
  if (counts.length === 0) return { shown: [], at: () => ({ now: 0, before: 0 }) };
  const values = withTotals(counts);
  const start = hidden?.map((line, row) =>
    line.map((state, column): Shown => {
      const value = values[row]?.[column] ?? 0;
      return state === 'open' ? (value > 0 && value < fewestTold ? 'small' : 'open') : value > 0 ? 'held' : 'open';
    }),
  );
  const [shown = []] = protectLayers([{ counts, kind: 'printed', ...(start && { shown: start }) }]);
  const cell = (row: number, column: number): Printed => printedCell(values, shown, row, column);
  return { shown, at: row => ({ now: cell(row, present), before: cell(row, early) }) };
}

function printedCell(values: Table, shown: ShownTable, row: number, column: number): Printed {
  const state = shown[row]?.[column] ?? 'held';
  if (state === 'small') return 'few';
  return state === 'open' ? (values[row]?.[column] ?? 0) : 'held';
}

/** Cases, lines and quantities of parts and of their sum, which is that of `whole`. */
function guardedGoods(parts: readonly CountedGoods[], whole: CountedGoods) {
  const units = [...new Set(parts.flatMap(({ quantities }) => Object.keys(quantities)))].sort();
  const tableOf = (pick: (one: CountedGoods) => Pair | undefined): number[][] =>
    parts.map(part => [pick(part)?.now ?? 0, pick(part)?.before ?? 0]);
  const cases = guarded(parts.map(part => part.cases));
  const lines = guarded(
    parts.map(part => part.lines),
    cases.shown,
  );
  const asked = units.map(unit => ({
    values: tableOf(({ quantities }) => quantities[unit]?.value),
    cases: tableOf(({ quantities }) => quantities[unit]?.of),
  }));
  const { quantities } = protect(
    tableOf(part => part.cases),
    asked,
  );
  // Of the sum: a case with two of the parts is one case, and counted twice in theirs.
  const isFew = (unit: string): boolean => {
    const of = whole.quantities[unit]?.of.now ?? 0;
    return of > 0 && of < fewestTold;
  };
  const quantitiesAt = (row: number): { unit: string; value: Printed }[] =>
    units.flatMap((unit, at) => {
      if (row === parts.length && isFew(unit)) return [{ unit, value: 'held' }];
      const value = printedCell(withTotals(asked[at]?.values ?? []), quantities[at] ?? [], row, present);
      return value === 0 ? [] : [{ unit, value }];
    });
  return {
    cases,
    lines,
    quantitiesAt,
    goods: ({ code, members }: CountedGoods, at: number): PrintedGoods => ({
      code,
      cases: cases.at(at),
      lines: lines.at(at),
      members: isTold(cases.at(at).now) && isTold(lines.at(at).now) ? members : 'held',
      quantities: quantitiesAt(at),
    }),
  };
}

function waysOf({ ways: { departures, destinations, counts } }: CountedSection): Pick<PrintedSection, 'ways'> {
  const { counts: shown } = protect(counts);
  const values = withTotals(counts);
  const [rows, columns] = [departures.length, destinations.length];
  const cell = (row: number, column: number): Printed => printedCell(values, shown, row, column);
  if (typeof cell(rows, columns) !== 'number') return {};
  const isCountry = (value: string | null | undefined): value is string => value != null && value !== 'others';
  const flows = departures.flatMap((from, row) =>
    destinations.flatMap((to, column) => {
      const count = cell(row, column);
      const isFlow = isCountry(from) && isCountry(to) && from !== to && typeof count === 'number' && count > 0;
      return isFlow ? [{ from, to, cases: count }] : [];
    }),
  );
  const isThere = ({ cases }: { readonly cases: Printed }): boolean => cases !== 0;
  return {
    ways: {
      flows: flows.sort((a, b) => b.cases - a.cases || (a.from + a.to < b.from + b.to ? -1 : 1)),
      departures: departures.map((value, row) => ({ value, cases: cell(row, columns) })).filter(isThere),
      destinations: destinations.map((value, column) => ({ value, cases: cell(rows, column) })).filter(isThere),
    },
  };
}

function isOpen({ now, before }: Pair<Printed>): boolean {
  return isTold(now) && isTold(before);
}

function isTold(value: Printed): value is number {
  return typeof value === 'number';
}
