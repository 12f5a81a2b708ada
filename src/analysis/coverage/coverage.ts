import type { Offices } from '../../reference/index.ts';
import type { Criteria } from '../../seizures/index.ts';
import { addYears } from '../../text/plain-date.ts';
import { decomposeChange } from '../statistics/reporters.ts';
import type { Cause } from '../statistics/reporters.ts';
import type { Lateness, MonthOfMember } from './search-coverage.ts';

/** How much of the world a figure rests on, and whether a change may be one of reporting. */
export interface Coverage extends Lateness {
  readonly cases: number;
  /** Members with a case in the period, and those that could have had one. */
  readonly members: number;
  readonly membersAsked: number;
  /** Members with a case in every whole month of both periods. */
  readonly steady: CaseChange & { readonly members: number };
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

/** Puts together what was reported from a year before the period to its end. Pure. */
export function coverageOf(
  months: readonly MonthOfMember[],
  lateness: Lateness,
  { from, to, today }: Period,
  membersAsked: number,
): Coverage {
  const [first, before] = [from.slice(0, 7), addYears(from, -1).slice(0, 7)];
  const beforeEnd = addYears(to, -1).slice(0, 7);
  const whole = wholeMonths(addYears(from, -1), to < today ? to : today);
  const members = [...Map.groupBy(months, ({ country }) => country).values()].map(rows => ({
    now: sum(rows, row => (row.month >= first ? row.cases : 0)),
    before: sum(rows, row => (row.month >= before && row.month <= beforeEnd ? row.cases : 0)),
    isSteady: whole.length > 0 && whole.every(month => rows.some(row => row.month === month)),
  }));
  const present = months.filter(({ month }) => month >= first);
  return {
    ...lateness,
    cases: sum(present, ({ cases }) => cases),
    members: members.filter(({ now }) => now > 0).length,
    membersAsked,
    steady: changeOf(members.filter(({ isSteady }) => isSteady)),
    began: changeOf(members.filter(member => member.now > 0 && member.before === 0)),
    stopped: changeOf(members.filter(member => member.now === 0 && member.before > 0)),
    verified: sum(present, ({ verified }) => verified),
    complete: sum(present, ({ complete }) => complete),
    cause: causeOf(months, whole),
  };
}

/** Of the whole months that have one a year before them. */
function causeOf(months: readonly MonthOfMember[], whole: readonly string[]): Cause {
  const later = whole.filter(month => whole.includes(yearBefore(month)));
  const earlier = later.map(yearBefore);
  const reporters = [...Map.groupBy(months, ({ country }) => country)].map(([id, rows]) => {
    const cases = new Map(rows.map(row => [row.month, row.cases]));
    const [before, after] = [earlier, later].map(times => times.map(month => cases.get(month) ?? 0));
    const reported = (counts: readonly number[] = []): boolean[] => counts.map(count => count > 0);
    return {
      id,
      before: before ?? [],
      after: after ?? [],
      reportedBefore: reported(before),
      reportedAfter: reported(after),
    };
  });
  const { cause, shareOfSteady } = decomposeChange(reporters);
  // Where those that reported throughout have few of the cases, they say nothing of the rest.
  return shareOfSteady >= 0.5 ? cause : 'none';
}

function yearBefore(month: string): string {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
}

/** Members that could have reported: of the countries asked for, else of the world. */
export function membersAsked({ country }: Pick<Criteria, 'country'>, offices: Offices): number {
  return offices.all.filter(
    office =>
      office.kind === 'administration' &&
      office.activeTo === null &&
      (country.length === 0 || country.includes(office.country ?? '')),
  ).length;
}

/** Months that are over and lie in a period whole. */
function wholeMonths(from: string, to: string): string[] {
  const months: string[] = [];
  let month = from.slice(0, 7);
  if (from.slice(8) !== '01') month = next(month);
  for (; next(month) <= to.slice(0, 7); month = next(month)) months.push(month);
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
