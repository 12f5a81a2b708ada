import type { Offices } from '../../reference/index.ts';
import type { Criteria } from '../../seizures/index.ts';
import { addDays } from '../../text/plain-date.ts';
import { decomposeChange, type Cause } from '../statistics/reporters.ts';
import type { Lateness, MonthOfMember } from './search-coverage.ts';

/** How much of the world a figure rests on, and whether a change may be one of reporting. */
export interface Coverage extends Lateness {
  readonly cases: number;
  /** Members with a case in the period, and those that could have had one. */
  readonly members: number;
  readonly membersAsked: number;
  /**
   * Members with a case in every whole month of both periods; what they reported in these, and in `all` the period,
   * which reports frozen earlier do not have.
   */
  readonly steady: CaseChange & { readonly members: number; readonly all?: number };
  /** Members with cases in the period and none before, or the reverse. */
  readonly began: CaseChange & { readonly members: number };
  readonly stopped: CaseChange & { readonly members: number };
  readonly verified: number;
  readonly complete: number;
  /** Whether a change against the year before is one of crime or of who reports, by whole months; 'none' if neither. */
  readonly cause: Cause;
}

export interface CaseChange {
  readonly now: number;
  readonly before: number;
}

interface Period {
  /** Plain dates; the period compared with is that of the year before. */
  readonly from: string;
  readonly to: string;
  readonly today: string;
}

/**
 * Puts together what was reported in a period and in the year before. A country that is no Member is among the cases,
 * not among who reported. Pure.
 */
export function coverageOf(
  months: readonly MonthOfMember[],
  lateness: Lateness,
  { from, to, today }: Period,
  asked: ReadonlySet<string>,
): Coverage {
  // A month that is not over has fewer days than the one it is compared with.
  const whole = wholeMonths(from, to < today ? to : addDays(today, -1));
  const ofMembers = months.filter(({ country }) => asked.has(country));
  const members = [...Map.groupBy(ofMembers, ({ country }) => country).values()].map(rows => ({
    now: sum(rows, row => row.now),
    before: sum(rows, row => row.before),
    ...ofWholeMonths(rows, whole),
  }));
  const steady = members.filter(({ isSteady }) => isSteady);
  return {
    ...lateness,
    cases: sum(months, row => row.now),
    members: members.filter(({ now }) => now > 0).length,
    membersAsked: asked.size,
    steady: { ...changeOf(steady.map(({ inWhole }) => inWhole)), all: sum(steady, row => row.now) },
    began: changeOf(members.filter(member => member.now > 0 && member.before === 0)),
    stopped: changeOf(members.filter(member => member.now === 0 && member.before > 0)),
    verified: sum(months, ({ verified }) => verified),
    complete: sum(months, ({ complete }) => complete),
    cause: causeOf(ofMembers, whole),
  };
}

/** What one Member reported of whole months and of the same months of the year before, and whether of all of them. */
function ofWholeMonths(rows: readonly MonthOfMember[], whole: readonly string[]) {
  const earlier = whole.map(yearBefore);
  const of = (wanted: readonly string[]) => rows.filter(({ month }) => wanted.includes(month));
  const reported = new Set(rows.filter(({ now, before }) => now + before > 0).map(({ month }) => month));
  return {
    inWhole: { now: sum(of(whole), row => row.now), before: sum(of(earlier), row => row.before) },
    isSteady: whole.length > 0 && [...whole, ...earlier].every(month => reported.has(month)),
  };
}

function causeOf(months: readonly MonthOfMember[], later: readonly string[]): Cause {
  const earlier = later.map(yearBefore);
  const reporters = [...Map.groupBy(months, ({ country }) => country)].map(([id, rows]) => {
    const of = (year: 'now' | 'before') => new Map(rows.map(row => [row.month, row[year]]));
    const before = earlier.map(month => of('before').get(month) ?? 0);
    const after = later.map(month => of('now').get(month) ?? 0);
    const reported = (counts: readonly number[]): boolean[] => counts.map(count => count > 0);
    return { id, before, after, reportedBefore: reported(before), reportedAfter: reported(after) };
  });
  const { cause, shareOfSteady } = decomposeChange(reporters);
  // Where those that reported throughout have few of the cases, they say nothing of the rest.
  return shareOfSteady >= 0.5 ? cause : 'none';
}

function yearBefore(month: string): string {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
}

/** Countries of the Members that could have reported: of those asked for, else of the world. */
export function membersAsked({ country }: Pick<Criteria, 'country'>, offices: Offices): ReadonlySet<string> {
  return new Set(
    offices.all.flatMap(office =>
      office.kind === 'administration' &&
      office.activeTo === null &&
      office.country !== null &&
      (country.length === 0 || country.includes(office.country))
        ? [office.country]
        : [],
    ),
  );
}

/** Months that lie in a period whole. */
function wholeMonths(from: string, to: string): string[] {
  const months: string[] = [];
  let month = from.slice(0, 7);
  if (from.slice(8) !== '01') month = next(month);
  for (; addDays(`${next(month)}-01`, -1) <= to; month = next(month)) months.push(month);
  return months;
}

function next(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1)).toISOString().slice(0, 7);
}

function changeOf(members: readonly CaseChange[]) {
  return { members: members.length, now: sum(members, ({ now }) => now), before: sum(members, ({ before }) => before) };
}

function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
