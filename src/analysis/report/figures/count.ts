import type { Queryable } from '../../../db/pool.ts';
import type { Lists, Offices } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';
import { dimensionOf } from '../../cells/dimension.ts';
import { coverageOf, membersAsked } from '../../coverage/coverage.ts';
import type { Coverage } from '../../coverage/coverage.ts';
import { outside, sectionKeys, topicsOf } from '../sections.ts';
import type { SectionKey } from '../sections.ts';
import { noRegion } from './figures.ts';
import type { CountedGoods, CountedReport, CountedSection, Pair, Ways } from './figures.ts';
import { readRows } from './search-year.ts';
import type { CaseRow, GroupRow, LatenessRow, LineRow, MonthRow, Period, Rows, WayRow } from './search-year.ts';

interface Sources {
  readonly lists: Lists;
  readonly offices: Offices;
}

/** Countries of departure and of destination that have a row of their own. */
const waysShown = 12;
/** Groups, and values of a field, that have a row of their own. */
const shown = 10;

/**
 * Counts everything a report prints, on one connection: in one snapshot all figures are of the same records. Says
 * between two statements which part is done.
 */
export async function countReport(
  on: Queryable,
  { lists, offices }: Sources,
  period: Period,
  onPart: (done: number) => void = () => undefined,
): Promise<CountedReport> {
  const asked = membersAsked({ country: [...period.countries] }, offices);
  const read = await readRows(on, topicsOf(lists), period, onPart);
  // A country that is no Member has cases, and is nobody who reported.
  const groups = read.groups.map(row => (asked.has(row.country ?? '') ? row : { ...row, country: null }));
  const rows = { ...read, groups };
  const late = (section: string): LatenessRow | undefined => rows.late.find(row => row.section === section);
  return {
    sections: sectionKeys.map(key => countedSection(key, rows, { lists, period, asked })),
    outside: {
      cases: pairOf(rows.groups.filter(({ section }) => section === outside)),
      lines: linesOf(rows.goods, outside, null, null),
    },
    coverage: coverageIn(rows.months, late('all'), period, asked),
    synthetic: late('all')?.synthetic ?? 0,
    regions: regionsOf(rows.months, asked, offices),
  };
}

interface Making {
  readonly lists: Lists;
  readonly period: Period;
  readonly asked: ReadonlySet<string>;
}

function countedSection(key: SectionKey, rows: Rows, { lists, period, asked }: Making): CountedSection {
  const of = <R extends { readonly section: string }>(all: readonly R[]): R[] =>
    all.filter(({ section }) => section === key);
  const [groups, goods, months] = [of(rows.groups), of(rows.goods), of(rows.months)];
  const codes = [...new Set([...groups.map(row => row.heading), ...goods.flatMap(row => row.heading ?? [])])];
  const now = months.filter(row => row.now && asked.has(row.country));
  const raise = (name: 'conveyance' | 'hiding') => (value: string) => dimensionOf(name).of?.(value, lists) ?? value;
  return {
    ...goodsOf(key, groups, goods, null, null),
    code: key,
    headings: codes.toSorted().map(heading => {
      const own = groups.filter(row => row.heading === heading);
      const lines = goods.filter(row => row.heading === heading);
      const parts = [...new Set([...own.map(({ grp }) => grp), ...lines.flatMap(({ grp }) => grp ?? [])])];
      return {
        ...goodsOf(heading, own, goods, heading, null),
        groups: withOthers(
          parts.map(grp =>
            goodsOf(
              grp,
              own.filter(row => row.grp === grp),
              goods,
              heading,
              grp,
            ),
          ),
          codes => membersOf(own.filter(({ grp }) => codes.includes(grp))),
        ),
      };
    }),
    by: {
      transport: byValue(of(rows.by.transport), raise('conveyance')),
      concealment: byValue(of(rows.by.concealment), raise('hiding')),
      detection: byValue(of(rows.by.detection)),
      ...timeAndPlace(months, period),
    },
    ways: waysOf(of(rows.ways)),
    coverage: coverageIn(months, of(rows.late)[0], period, asked),
    reporting: monthsFrom(period).map(month => ({
      month,
      members: new Set(now.filter(row => row.month === month).map(({ country }) => country)).size,
    })),
  };
}

function goodsOf(
  code: string,
  cases: readonly GroupRow[],
  goods: readonly LineRow[],
  heading: string | null,
  grp: string | null,
): CountedGoods {
  const own = goods.filter(row => row.heading === heading && row.grp === grp && row.unit !== null);
  const units = [...new Set(own.flatMap(({ unit }) => unit ?? []))].sort();
  const at = (unit: string, pick: (row: LineRow) => number): Pair => ({
    now: sum(own.filter(row => row.unit === unit && row.now).map(pick)),
    before: sum(own.filter(row => row.unit === unit && !row.now).map(pick)),
  });
  return {
    code,
    cases: pairOf(cases),
    lines: linesOf(goods, undefined, heading, grp),
    members: membersOf(cases),
    quantities: Object.fromEntries(
      units.map(unit => [unit, { value: at(unit, row => row.quantity ?? 0), of: at(unit, row => row.cases) }]),
    ),
  };
}

function membersOf(cases: readonly GroupRow[]): number {
  return new Set(cases.filter(({ now, country }) => now && country !== null).map(({ country }) => country)).size;
}

function linesOf(goods: readonly LineRow[], section: string | undefined, heading: string | null, grp: string | null) {
  const own = goods.filter(
    row =>
      row.unit === null &&
      row.heading === heading &&
      row.grp === grp &&
      (section === undefined || row.section === section),
  );
  return pairOf(own.map(({ now, lines }) => ({ now, n: lines })));
}

function byValue(rows: readonly CaseRow[], raise: (value: string) => string = value => value) {
  const values = Map.groupBy(rows, ({ value }) => (value === null ? null : raise(value)));
  const sorted = [...values]
    .map(([value, own]) => ({ value, cases: pairOf(own) }))
    .sort((a, b) => Number(a.value === null) - Number(b.value === null) || b.cases.now - a.cases.now || order(a, b));
  const rest = sorted.filter(({ value }) => value !== null).slice(shown);
  if (rest.length < 2) return sorted;
  const others = { value: 'others', cases: addPairs(rest.map(({ cases }) => cases)) };
  return [...sorted.slice(0, shown), others, ...sorted.filter(({ value }) => value === null)];
}

function order(a: { readonly value: string | null }, b: { readonly value: string | null }): number {
  return String(a.value) < String(b.value) ? -1 : 1;
}

function timeAndPlace(months: readonly MonthRow[], period: Period): Pick<CountedSection['by'], 'month' | 'country'> {
  const counted = months.map(row => ({ ...row, n: row.cases }));
  const years = Number(period.from.slice(0, 4)) - Number(period.before.from.slice(0, 4));
  return {
    month: monthsFrom(period).map(month => {
      const early = `${Number(month.slice(0, 4)) - years}${month.slice(4)}`;
      return { value: month, cases: pairOf(counted.filter(row => row.month === (row.now ? month : early))) };
    }),
    country: [...Map.groupBy(counted, ({ country }) => country)]
      .map(([value, own]) => ({ value, cases: pairOf(own) }))
      .sort(order),
  };
}

function monthsFrom({ from, to }: Period): string[] {
  const months: string[] = [];
  for (let at = from.slice(0, 7); at <= to.slice(0, 7); at = nextMonth(at)) months.push(at);
  return months;
}

function nextMonth(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1)).toISOString().slice(0, 7);
}

/** Departures by destinations: the largest by themselves, the rest together, what is not stated last. */
function waysOf(rows: readonly WayRow[]): Ways {
  const departures = largest(rows, row => row.departure);
  const destinations = largest(rows, row => row.destination);
  const slot = (value: string | null, shown: readonly (string | null)[]): string | null =>
    value === null || shown.includes(value) ? value : 'others';
  return {
    departures,
    destinations,
    counts: departures.map(from =>
      destinations.map(to =>
        sum(
          rows
            .filter(row => slot(row.departure, departures) === from && slot(row.destination, destinations) === to)
            .map(({ n }) => n),
        ),
      ),
    ),
  };
}

function largest(rows: readonly WayRow[], pick: (row: WayRow) => string | null): (string | null)[] {
  const sizes = [...Map.groupBy(rows, pick)].map(([value, own]) => ({ value, n: sum(own.map(({ n }) => n)) }));
  const stated = sizes.filter(({ value }) => value !== null).sort((a, b) => b.n - a.n || order(a, b));
  return [...stated.slice(0, waysShown).map(({ value }) => value), 'others', null];
}

function coverageIn(
  rows: readonly MonthRow[],
  late: LatenessRow | undefined,
  { from, to }: Period,
  asked: ReadonlySet<string>,
): Coverage {
  const months = [...Map.groupBy(rows, ({ month, country }) => `${month} ${country}`).values()].flatMap(own => {
    const [first] = own;
    if (!first) return [];
    const add = (pick: (row: MonthRow) => number): number => sum(own.map(pick));
    const { month, country } = first;
    return {
      ...{ month, country, now: add(row => (row.now ? row.cases : 0)), before: add(row => (row.now ? 0 : row.cases)) },
      verified: add(row => (row.now ? row.verified : 0)),
      complete: add(row => (row.now ? row.complete : 0)),
    };
  });
  const lateness = late ?? { delay: null, held: 0, measured: 0, synthetic: 0 };
  return coverageOf(months, lateness, { from, to, today: today() }, asked);
}

/** Members that reported, by RILO, and those of none, so that the regions add up to all of them. */
function regionsOf(rows: readonly MonthRow[], asked: ReadonlySet<string>, offices: Offices): CountedReport['regions'] {
  const reported = new Set(rows.filter(({ now }) => now).map(({ country }) => country));
  const regions = offices.all.filter(({ kind, activeTo }) => kind === 'rilo' && activeTo === null);
  const served = regions.map(({ id, code }) => ({
    code,
    members: offices.membersOf(id).filter(one => asked.has(one)),
  }));
  const ofRegions = new Set(served.flatMap(({ members }) => members));
  return [...served, { code: noRegion, members: [...asked].filter(one => !ofRegions.has(one)) }]
    .filter(({ members }) => members.length > 0)
    .map(({ code, members }) => ({
      code,
      reported: members.filter(member => reported.has(member)).length,
      members: members.length,
    }));
}

/** The largest, and the rest together: what is small is put together before it is hidden. */
function withOthers(goods: readonly CountedGoods[], membersWith: (codes: readonly string[]) => number): CountedGoods[] {
  const sorted = goods.toSorted((a, b) => b.cases.now - a.cases.now || (a.code < b.code ? -1 : 1));
  const rest = sorted.slice(shown);
  if (rest.length < 2) return sorted;
  const units = [...new Set(rest.flatMap(({ quantities }) => Object.keys(quantities)))].sort();
  const of = (unit: string) => rest.flatMap(({ quantities }) => quantities[unit] ?? []);
  return [
    ...sorted.slice(0, shown),
    {
      code: 'others',
      cases: addPairs(rest.map(({ cases }) => cases)),
      lines: addPairs(rest.map(({ lines }) => lines)),
      members: membersWith(rest.map(({ code }) => code)),
      // A case may be in two of them: it counts once at least.
      quantities: Object.fromEntries(
        units.map(unit => [
          unit,
          {
            value: addPairs(of(unit).map(({ value }) => value)),
            of: {
              now: Math.max(...of(unit).map(one => one.of.now)),
              before: Math.max(...of(unit).map(one => one.of.before)),
            },
          },
        ]),
      ),
    },
  ];
}

function addPairs(pairs: readonly Pair[]): Pair {
  return { now: sum(pairs.map(({ now }) => now)), before: sum(pairs.map(({ before }) => before)) };
}

function pairOf(rows: readonly { readonly now: boolean; readonly n: number }[]): Pair {
  return {
    now: sum(rows.filter(({ now }) => now).map(({ n }) => n)),
    before: sum(rows.filter(({ now }) => !now).map(({ n }) => n)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
