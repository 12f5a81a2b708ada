import { alone, type Beside } from './beside.ts';
import { placeOfBreakdown, placeOfGoods, placeOfSections } from './places.ts';
import { guarded, guardedBoth, present, printedCell, shownBeside } from './guarded.ts';
import { fewestDisclosed, protect, withTotals, type Shown } from '../../statistics/disclosure.ts';
import {
  breakdowns,
  type Breakdown,
  type CountedGoods,
  type CountedReport,
  type CountedSection,
  type Pair,
  type Printed,
  type PrintedGoods,
  type PrintedReport,
  type PrintedSection,
} from './figures.ts';

/*
 * What may be printed of what was counted. Tables of a report hang together by sums: the report of its sections, a
 * section of its headings, a heading of its groups. A part is printed only where its sum is printed in both years, so
 * that each table is protected by itself; where hiding within a part would need to hide its sum, the part is left out.
 */

/** A section, or a heading, with fewer cases is not divided. */
const fewestDivided = 10;
/** Shares of fewer cases are not told. */
const fewestShared = 30;

/** Pure: the same counts are always printed alike beside the same editions. */
export function printed(report: CountedReport, others: Beside = alone): PrintedReport {
  const rows = [
    ...report.sections.map(({ code, cases, lines }) => ({ code, cases, lines })),
    { code: 'outside', ...report.outside },
  ];
  const [cases, lines] = guardedBoth(rows, placeOfSections, others);
  const { coverage } = report;
  return {
    sections: report.sections.map((section, at) => printedSection(section, cases.at(at), lines.at(at), others)),
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

function printedSection(
  section: CountedSection,
  cases: Pair<Printed>,
  lines: Pair<Printed>,
  others: Beside,
): PrintedSection {
  const isDivided = isOpen(cases) && section.cases.now >= fewestDivided;
  const { coverage } = section;
  const headings = isDivided ? printedHeadings(section, others) : undefined;
  const by = isDivided ? printedBreakdowns(section, others) : {};
  return {
    code: section.code,
    cases,
    lines,
    quantities: headings?.quantities ?? [],
    headings: headings?.rows ?? [],
    by,
    ...(isDivided ? waysOf(section, others) : {}),
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

function printedBreakdowns(section: CountedSection, others: Beside): PrintedSection['by'] {
  const entries = breakdowns.flatMap((name): [Breakdown, NonNullable<PrintedSection['by'][Breakdown]>][] => {
    const rows = section.by[name];
    const place = { place: placeOfBreakdown(section.code, name), labels: rows.map(({ value }) => value ?? '') };
    const table = guarded(
      rows.map(({ cases }) => cases),
      undefined,
      shownBeside(others, place),
    );
    // Its sum is printed elsewhere.
    if (rows.length === 0 || !isOpen(table.at(rows.length))) return [];
    return [[name, rows.map(({ value }, at) => ({ value, cases: table.at(at) }))]];
  });
  return Object.fromEntries(entries);
}

/** Headings of a section, their groups where the heading is open, and the sums by unit. */
function printedHeadings(section: CountedSection, others: Beside) {
  const all = guardedGoods(section.headings, section, { section: section.code, heading: undefined, others });
  if (!isOpen(all.cases.at(section.headings.length))) return undefined;
  return {
    quantities: all.quantitiesAt(section.headings.length),
    rows: section.headings.map((heading, at) => {
      const own = all.goods(heading, at);
      return { ...own, groups: groupsOf(heading, own, { section: section.code, heading: heading.code, others }) };
    }),
  };
}

function groupsOf(counted: CountedSection['headings'][number], heading: PrintedGoods, at: GoodsAt): PrintedGoods[] {
  const { groups, cases } = counted;
  if (!isOpen(heading.cases) || cases.now < fewestDivided) return [];
  const all = guardedGoods(groups, counted, at);
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

/** Where a table of goods stands: headings of a section, or groups of a heading. */
interface GoodsAt {
  readonly section: CountedSection['code'];
  readonly heading: string | undefined;
  readonly others: Beside;
}

/** Cases, lines and quantities of parts and of their sum, which is that of `whole`. */
function guardedGoods(parts: readonly CountedGoods[], whole: CountedGoods, at: GoodsAt) {
  const units = [...new Set(parts.flatMap(({ quantities }) => Object.keys(quantities)))].sort();
  const tableOf = (pick: (one: CountedGoods) => Pair | undefined): number[][] =>
    parts.map(part => [pick(part)?.now ?? 0, pick(part)?.before ?? 0]);
  const [cases, lines] = guardedBoth(parts, count => placeOfGoods(at.section, at.heading, count), at.others);
  // As few as are left between this report and others, where that is one or two.
  const casesWith = ({ code, quantities }: CountedGoods, unit: string): Pair | undefined => {
    const of = quantities[unit]?.of;
    const few = (year: keyof Pair): number =>
      of && at.others.leavesFew(at, { code, unit, year, cases: of[year] }) ? 1 : (of?.[year] ?? 0);
    return of && { now: few('now'), before: few('before') };
  };
  const asked = units.map(unit => ({
    values: tableOf(({ quantities }) => quantities[unit]?.value),
    cases: tableOf(part => casesWith(part, unit)),
  }));
  const { quantities } = protect(
    tableOf(part => part.cases),
    asked,
    cases.shown,
  );
  // Of the sum: a case with two of the parts is one case, and counted twice in theirs.
  const isFew = (unit: string): boolean => {
    const of = whole.quantities[unit]?.of.now ?? 0;
    const code = at.heading ?? at.section;
    const above = { ...at, heading: undefined };
    return (of > 0 && of < fewestDisclosed) || at.others.leavesFew(above, { code, unit, year: 'now', cases: of });
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

function waysOf(
  { code, ways: { departures, destinations, counts } }: CountedSection,
  others: Beside,
): Pick<PrintedSection, 'ways'> {
  const values = withTotals(counts);
  // What is not stated, and others, are printed nowhere; beyond the last stand the sums.
  const isPrinted = (value: string | null | undefined): boolean => value === undefined || isCountry(value);
  const first = values.map((line, row) =>
    line.map((count, column): Shown => {
      const [from, to] = [departures[row], destinations[column]];
      if (count > 0 && count < fewestDisclosed) return 'small';
      if (count === 0 || !isPrinted(from) || !isPrinted(to)) return 'open';
      return others.leavesFewOnWay(code, { from: from ?? undefined, to: to ?? undefined }, count) ? 'held' : 'open';
    }),
  );
  const { counts: shown } = protect(counts, [], first);
  const [rows, columns] = [departures.length, destinations.length];
  const cell = (row: number, column: number): Printed => printedCell(values, shown, row, column);
  if (typeof cell(rows, columns) !== 'number') return {};
  const isFlow = (from: string | null, to: string | null): boolean => isCountry(from) && isCountry(to) && from !== to;
  const flows = departures.flatMap((from, row) =>
    destinations.flatMap((to, column) => {
      const count = cell(row, column);
      if (from === null || to === null || !isFlow(from, to)) return [];
      return typeof count === 'number' && count > 0 ? [{ from, to, cases: count }] : [];
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

function isCountry(value: string | null | undefined): value is string {
  return value != null && value !== 'others';
}

function isOpen({ now, before }: Pair<Printed>): boolean {
  return isTold(now) && isTold(before);
}

function isTold(value: Printed): value is number {
  return typeof value === 'number';
}
