import { changeOf, compareYears, directionOf, type Change } from './change.ts';

/** One Member in two times of the same periods, for instance twelve months of two years. */
export interface Reporter<Id> {
  readonly id: Id;
  /** Cases of the figure by period. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Whether it sent any record in the period, whatever its heading. */
  readonly reportedBefore: readonly boolean[];
  readonly reportedAfter: readonly boolean[];
}

/** Steady in both times; joined or left between them; irregular otherwise; silent in both. */
export type Habit = 'steady' | 'joined' | 'left' | 'irregular' | 'silent';

export interface Part<Id> {
  readonly reporters: readonly Id[];
  readonly before: number;
  readonly after: number;
}

/** `both`: the steady changed the same way, and the rest adds to it. */
export type Cause = 'crime' | 'reporting' | 'both' | 'none';

export interface DecomposedChange<Id> {
  readonly all: Change;
  readonly parts: Readonly<Record<Habit, Part<Id>>>;
  /** Among those that reported in both times: what controls and crime changed, as far as reporting goes. */
  readonly steady: Change;
  /** Cases of both times that come from steady reporters, 0 to 1. */
  readonly shareOfSteady: number;
  /** Part of the difference that is not of steady reporters, 0 to 1; undefined where the total does not change. */
  readonly shareOfReporting: number | undefined;
  readonly cause: Cause;
}

/** `steadyFrom`: in this share of the periods of both times, 1 for all of them. */
export function decomposeChange<Id>(reporters: readonly Reporter<Id>[], steadyFrom = 1): DecomposedChange<Id> {
  const groups = Map.groupBy(reporters, one => habitOf(one, steadyFrom));
  const partOf = (habit: Habit): Part<Id> => {
    const members = groups.get(habit) ?? [];
    return { reporters: members.map(({ id }) => id), before: sumOf(members, 'before'), after: sumOf(members, 'after') };
  };
  const steadyOnes = groups.get('steady') ?? [];
  const all = compareGroup(reporters);
  const steady = compareGroup(steadyOnes);
  const difference = all.after - all.before;
  const rest = difference - (steady.after - steady.before);
  const cases = all.before + all.after;
  return {
    all,
    parts: {
      steady: partOf('steady'),
      joined: partOf('joined'),
      left: partOf('left'),
      irregular: partOf('irregular'),
      silent: partOf('silent'),
    },
    steady,
    shareOfSteady: cases > 0 ? (steady.before + steady.after) / cases : Number.NaN,
    shareOfReporting: difference === 0 ? undefined : Math.min(1, Math.max(0, rest / difference)),
    cause: causeOf(all, steady, difference === 0 ? 0 : rest / difference),
  };
}

/** A quarter of the difference or more is worth a word. */
const worthSaying = 0.25;

function causeOf(all: Change, steady: Change, shareOfRest: number): Cause {
  const direction = directionOf(all);
  if (direction !== 'rose' && direction !== 'fell') return 'none';
  if (directionOf(steady) !== direction) return 'reporting';
  return shareOfRest >= worthSaying ? 'both' : 'crime';
}

function habitOf<Id>({ reportedBefore, reportedAfter }: Reporter<Id>, steadyFrom: number): Habit {
  const [before, after] = [activeShare(reportedBefore), activeShare(reportedAfter)];
  if (before === 0 && after === 0) return 'silent';
  if (before >= steadyFrom && after >= steadyFrom) return 'steady';
  // Joined in the second half of the first time is joined: the first time does not stand for a whole one.
  const half = reportedBefore.length >> 1;
  if (after > 0 && activeShare(reportedBefore.slice(0, half)) === 0) return 'joined';
  return activeShare(reportedAfter.slice(half)) === 0 ? 'left' : 'irregular';
}

function activeShare(reported: readonly boolean[]): number {
  return reported.length === 0 ? 0 : reported.filter(Boolean).length / reported.length;
}

function compareGroup<Id>(reporters: readonly Reporter<Id>[]): Change {
  if (reporters.length === 0) return changeOf({ before: 0, after: 0 });
  const byPeriod = (time: 'before' | 'after'): number[] =>
    (reporters[0]?.[time] ?? []).map((_, at) => reporters.reduce((sum, one) => sum + (one[time][at] ?? 0), 0));
  return compareYears(byPeriod('before'), byPeriod('after'));
}

function sumOf<Id>(reporters: readonly Reporter<Id>[], time: 'before' | 'after'): number {
  return reporters.reduce((sum, one) => sum + one[time].reduce((total, count) => total + count, 0), 0);
}
