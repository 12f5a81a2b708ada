import type { Viewer } from '../../access/index.ts';
import type { Searching } from '../../seizures/index.ts';
import { today } from '../../text/plain-date.ts';
import type { AnalysisContext } from '../context.ts';
import type { DimensionName, Value } from '../cells/dimension.ts';
import { countCases, sumLines, type LineCell } from '../cells/search-cells.ts';
import { raised, raisedValue } from '../cells/table.ts';
import { coverageOf, membersAsked, type Coverage } from '../coverage/coverage.ts';
import { countMonths, readLateness, type MonthOfMember } from '../coverage/search-coverage.ts';
import { monthsBefore, timeOf, type Question } from '../question/question.ts';
import { searchingOf } from '../question/searching.ts';
import { seriesAddress, type ApartSeen } from './apart/series.ts';
import { bucketsOf, periodBefore, usualStep, yearBefore, type Bucket } from './buckets.ts';
import type { Against, Step, TrendFields } from './fields.ts';
import { estimatesOf, type Estimates } from './estimates.ts';
import { countArrivals, type Arrival } from './search-arrivals.ts';
import { findUnusualMonths, type Apart, type UnusualMonths } from './unusual-months.ts';

/** Counts of one value over the buckets of a period, and over those it is compared with. */
export interface Series {
  readonly value: Value;
  readonly now: readonly number[];
  readonly before: readonly number[];
  /** What months will be when all reports have come, by their place; of months only. */
  readonly estimates: Estimates;
}

export interface TrendData {
  readonly step: Step;
  readonly split: DimensionName;
  readonly against: Against;
  readonly isLines: boolean;
  readonly buckets: readonly Bucket[];
  /** Everything, and each value of the field that is split by, the largest first. */
  readonly total: Series;
  readonly series: readonly Series[];
  /** By unit and bucket; what is compared with by unit alone. */
  readonly lines: readonly LineCell[];
  readonly linesBefore: readonly LineCell[];
  readonly months: readonly MonthOfMember[];
  /** Countries of the Members that could have reported. */
  readonly members: ReadonlySet<string>;
  readonly coverage: Coverage;
  /** By months only, and where there are enough cases. */
  readonly unusual: UnusualMonths | undefined;
  readonly apart: ApartSeen;
  readonly asOf: number | undefined;
}

/** The field that is split by where none is asked for: what the cases of a heading differ in, or the headings. */
export function splitOf({ asked, criteria }: Question<TrendFields>): DimensionName {
  return asked.split || (criteria.heading.length === 1 ? 'group' : 'heading');
}

export async function readTrends(
  context: AnalysisContext,
  viewer: Viewer,
  question: Question<TrendFields>,
  apart: ApartSeen,
): Promise<TrendData> {
  const { figures, lists, offices } = context;
  const { criteria } = question;
  const step = question.asked.step || usualStep(criteria.from, criteria.to);
  const split = splitOf(question);
  const isLines = question.asked.measure === 'lines';
  const searching = await searchingOf(context, viewer, criteria, 5);
  const over = (from: string, to: string): Searching => ({ ...searching, criteria: { ...criteria, from, to } });
  const against = question.asked.against || 'year';
  const members = membersAsked(criteria, offices);
  const buckets = bucketsOf(criteria.from, criteria.to, step, today());
  const before = (against === 'year' ? yearBefore : periodBefore)(criteria, buckets, step);
  const earlier = over(before.from, before.to);
  const counted = async (of: Searching): Promise<Counted[]> => {
    const cells = isLines ? await sumLines(figures, of, [step, split]) : await countCases(figures, of, [step, split]);
    const counts = cells.map(cell => ({ values: cell.values, count: 'lines' in cell ? cell.lines : cell.cases }));
    return raised(counts, [step, split], lists, (one, other) => ({ ...one, count: one.count + other.count }));
  };
  const arrivalsOf = async (by: DimensionName): Promise<Arrival[]> => {
    const arrivals = await countArrivals(figures, over(monthsBefore(today(), 40), today()), by, today());
    return arrivals.map(arrival => ({ ...arrival, value: raisedValue(by, arrival.value, lists) }));
  };
  const [now, then, lines, linesBefore, months, lateness, unusual, arrivals, asOf] = await Promise.all([
    counted(searching),
    counted(earlier),
    sumLines(figures, searching, [step]),
    sumLines(figures, earlier, []),
    countMonths(figures, searching, criteria),
    readLateness(figures, searching),
    step === 'month' && !isLines
      ? findUnusualMonths(
          figures,
          { ...searching, criteria },
          { split, today: today(), apart: saidOf(context, question, apart) },
        )
      : undefined,
    step === 'month' && !isLines ? arrivalsOf(split) : [],
    timeOf(figures, criteria),
  ]);
  return {
    ...{ step, split, against, isLines, buckets, linesBefore, months, members, unusual, apart, asOf },
    ...seriesOf({ now, before: then, arrivals }, buckets, before.keys),
    lines: raised(lines, [step], lists, addLines),
    coverage: coverageOf(months, lateness, { ...criteria, today: today() }, members),
  };
}

/** What is said of the months of each series of a question. */
function saidOf(
  context: Pick<AnalysisContext, 'lists' | 'offices'>,
  question: Question<TrendFields>,
  { notes }: ApartSeen,
): Apart {
  const split = splitOf(question);
  const bySeries = Map.groupBy(notes, ({ series }) => series);
  return {
    of: value => (notes.length > 0 && bySeries.get(seriesAddress(question, { split, value }, context) ?? '?')) || [],
    isLeftOut: question.asked.apart === 'left',
  };
}

interface Counted {
  readonly values: readonly Value[];
  readonly count: number;
}

interface Read {
  readonly now: readonly Counted[];
  readonly before: readonly Counted[];
  readonly arrivals: readonly Arrival[];
}

function seriesOf({ now, before, arrivals }: Read, buckets: readonly Bucket[], early: readonly string[]) {
  const keys = buckets.map(({ key }) => key);
  const along = (counted: readonly Counted[], wanted: readonly string[]): number[] => {
    const byBucket = Map.groupBy(counted, ({ values: [bucket] }) => bucket);
    return wanted.map(key => sum(byBucket.get(key) ?? []));
  };
  const seriesFrom = (value: Value, { now: here, before: there, arrivals: came }: Read): Series => ({
    value,
    now: along(here, keys),
    before: along(there, early),
    estimates: estimatesOf(came, buckets, today()),
  });
  const [nowBy, beforeBy] = [now, before].map(cells => Map.groupBy(cells, ({ values }) => values[1] ?? null));
  const arrivedBy = Map.groupBy(arrivals, ({ value }) => value);
  const values = [...new Set([...(nowBy?.keys() ?? []), ...(beforeBy?.keys() ?? [])])];
  const size = (value: Value): number => sum(nowBy?.get(value) ?? []);
  return {
    total: seriesFrom(null, { now, before, arrivals }),
    series: values
      .toSorted((a, b) => Number(a === null) - Number(b === null) || size(b) - size(a))
      .map(value =>
        seriesFrom(value, {
          now: nowBy?.get(value) ?? [],
          before: beforeBy?.get(value) ?? [],
          arrivals: arrivedBy.get(value) ?? [],
        }),
      ),
  };
}

function sum(cells: readonly Counted[]): number {
  return cells.reduce((total, { count }) => total + count, 0);
}

function addLines(one: LineCell, other: LineCell): LineCell {
  const quantity = one.quantity === null ? other.quantity : one.quantity + (other.quantity ?? 0);
  return { ...one, quantity, lines: one.lines + other.lines, held: one.held + other.held };
}
