import type { Queryable } from '../../db/pool.ts';
import type { Searching } from '../../seizures/index.ts';
import { narrowed, narrowedTo } from '../cells/drill.ts';
import type { DimensionName, Value } from '../cells/dimension.ts';
import { countCases } from '../cells/search-cells.ts';
import { raised } from '../cells/table.ts';
import { monthsBefore, type PeriodCriteria } from '../question/question.ts';
import { explainPoint, findUnusual, type Explanation, type Scan } from '../statistics/unusual.ts';
import { monthsBetween } from '../statistics/nowcast.ts';
import { seasonOf, type Season } from '../statistics/season-of-year.ts';
import type { MonthApart } from './apart/store-apart.ts';
import { bucketsOf } from './buckets.ts';

/** Months looked at: five years tell a season from a surprise. */
const history = 60;
/** Values looked at, beside the whole. */
const mostSeries = 9;
const options = { period: 12 };
/** Of younger months too many reports are still to come to say that they have few cases. */
const youngestOfSeason = 3;

/** Months in which a series of the question is out of its usual range, and the one that is most so. */
export interface UnusualMonths {
  /** Series that have enough cases to be looked at. */
  readonly looked: number;
  readonly falseFlags: number;
  /** Flagged months of the period in question, in all series. */
  readonly flagged: number;
  /** Of these, with a Member without whom the month is in its range. */
  readonly explained: number;
  /** The strongest that is not said to be explained; of those that are, where there is no other. */
  readonly worst: UnusualMonth | undefined;
  /** Months of the period that are said to be explained, the newest first. */
  readonly apart: readonly MonthSetApart[];
  /** Whether these have no part in what is expected. */
  readonly isLeftOut: boolean;
  readonly season: YearlySeason | undefined;
}

/** The season of the whole, and the month its counts begin in. */
export interface YearlySeason extends Season {
  /** "2021-09". */
  readonly since: string;
}

export interface UnusualMonth {
  /** Of the field that is split by; undefined of the whole. */
  readonly value: Value | undefined;
  readonly months: readonly string[];
  readonly scan: Scan;
  /** Place of the month among them. */
  readonly at: number;
  /** The Member without whom the month lies in its range. */
  readonly without: Explanation<string> | undefined;
}

/** A month of a series looked at that is said to be explained. */
export interface MonthSetApart {
  readonly value: Value | undefined;
  readonly said: MonthApart;
  readonly cases: number;
}

/** What is said of the months of a series. */
export interface Apart {
  of(value: Value | undefined): readonly MonthApart[];
  readonly isLeftOut: boolean;
}

interface Series {
  readonly value: Value | undefined;
  readonly counts: readonly number[];
}

interface Asked {
  readonly split: DimensionName;
  readonly today: string;
  readonly apart: Apart;
}

interface Scanned extends Series {
  /** The counts that tell what is expected: a gap where a month is left out. */
  readonly told: readonly number[];
  readonly scan: Scan;
}

/**
 * Looks for unusual months of a question, whole months only: one that is not over, or of which reports are still coming
 * in, is no surprise. Undefined where no series has enough cases.
 */
export async function findUnusualMonths(
  on: Queryable,
  searching: Searching & { readonly criteria: PeriodCriteria },
  { split, today, apart }: Asked,
): Promise<UnusualMonths | undefined> {
  const { criteria, lists } = searching;
  const from = monthsBefore(criteria.to, history - 1);
  const months = bucketsOf(from, criteria.to, 'month', today)
    .filter(({ isPart }) => !isPart)
    .map(({ key }) => key);
  const long = { ...searching, criteria: { ...criteria, from } };
  const cells = raised(await countCases(on, long, ['month', split]), ['month', split], lists, (one, other) => ({
    ...one,
    cases: one.cases + other.cases,
  }));
  const all = seriesOf(cells, months);
  const scanned = all.flatMap(series => scanOf(series, months, apart));
  if (scanned.length === 0) return undefined;
  const first = months.findIndex(month => month >= criteria.from.slice(0, 7));
  const flags = scanned.flatMap(series =>
    series.scan.points.flatMap(({ unusual, deviation }, at) =>
      unusual !== undefined && at >= first ? [{ ...series, at, deviation: Math.abs(deviation) }] : [],
    ),
  );
  const strongest = flags
    .toSorted((a, b) => knownOf(a, months, apart) - knownOf(b, months, apart) || b.deviation - a.deviation)
    .slice(0, 5);
  const membersOf = new Map(
    [...new Set(strongest.map(({ value }) => value))].map(value => [
      value,
      countMembers(on, long, split, value, months),
    ]),
  );
  const found = await Promise.all(
    strongest.map(async ({ value, told, scan, at }): Promise<UnusualMonth> => {
      const members = await membersOf.get(value);
      return { value, months, scan, at, without: members && explainPoint(told, at, members, options) };
    }),
  );
  return {
    looked: scanned.length,
    falseFlags: scanned.reduce((sum, { scan }) => sum + scan.falseFlags, 0) * ((months.length - first) / months.length),
    flagged: flags.length,
    explained: found.filter(({ without }) => without !== undefined).length,
    worst: found[0],
    apart: scanned.flatMap(series => setApartIn(series, months.slice(first), months, apart)),
    isLeftOut: apart.isLeftOut,
    season: yearlySeason(all[0]?.counts ?? [], months, today),
  };
}

/** A series with what is expected of it; what is left out keeps its count beside the range, and flags nothing. */
function scanOf(series: Series, months: readonly string[], { of, isLeftOut }: Apart): Scanned[] {
  const left = new Set(isLeftOut ? of(series.value).map(({ month }) => month) : []);
  const told = series.counts.map((count, at) => (left.has(months[at] ?? '') ? Number.NaN : count));
  const scan = findUnusual(told, options);
  if (scan.kind !== 'scanned') return [];
  const points = scan.points.map((point, at) => ({ ...point, count: series.counts[at] ?? 0 }));
  return [{ ...series, told, scan: { ...scan, points } }];
}

/** How well a month is known: 2 where it is said to be explained, 1 where the same month of all cases is. */
function knownOf({ value, at }: Pick<UnusualMonth, 'value' | 'at'>, months: readonly string[], { of }: Apart): number {
  const isSaid = (series: Value | undefined): boolean => of(series).some(({ month }) => month === months[at]);
  return isSaid(value) ? 2 : Number(isSaid(undefined));
}

function setApartIn(
  { value, counts }: Series,
  shown: readonly string[],
  months: readonly string[],
  { of }: Apart,
): MonthSetApart[] {
  return of(value)
    .filter(({ month }) => shown.includes(month))
    .map(said => ({ value, said, cases: counts[months.indexOf(said.month)] ?? 0 }));
}

function yearlySeason(counts: readonly number[], months: readonly string[], today: string): YearlySeason | undefined {
  const old = months.filter(month => monthsBetween(month, today.slice(0, 7)) >= youngestOfSeason);
  const season = seasonOf(counts.slice(0, old.length), Number(old[0]?.slice(5) ?? 1) - 1);
  return season && { ...season, since: old[old.length - season.years * 12] ?? '' };
}

function seriesOf(
  cells: readonly { readonly values: readonly Value[]; readonly cases: number }[],
  months: readonly string[],
): Series[] {
  const along = (of: typeof cells): number[] => {
    const counts = new Map<Value | undefined, number>();
    for (const {
      values: [month],
      cases,
    } of of)
      counts.set(month, (counts.get(month) ?? 0) + cases);
    return months.map(month => counts.get(month) ?? 0);
  };
  const byValue = [...Map.groupBy(cells, ({ values: [, value = null] }) => value)]
    .filter(([value]) => value !== null)
    .map(([value, of]) => ({ value, counts: along(of), total: of.reduce((sum, { cases }) => sum + cases, 0) }))
    .toSorted((a, b) => b.total - a.total)
    .slice(0, mostSeries);
  return [{ value: undefined, counts: along(cells) }, ...byValue];
}

/** What each Member adds to a series; undefined where the cases of its value cannot be asked for. */
async function countMembers(
  on: Queryable,
  searching: Searching & { readonly criteria: PeriodCriteria },
  split: DimensionName,
  value: Value | undefined,
  months: readonly string[],
) {
  const filter = value === undefined ? {} : narrowedTo(split, [value], searching);
  const criteria = narrowed(searching.criteria, [filter], searching.lists);
  if (!criteria) return undefined;
  const cells = await countCases(on, { ...searching, criteria }, ['month', 'country']);
  return [...Map.groupBy(cells, ({ values: [, country = null] }) => country ?? '')].map(([id, of]) => {
    const counts = new Map(of.map(({ values: [month], cases }) => [month, cases]));
    return { id, counts: months.map(month => counts.get(month) ?? 0) };
  });
}
