/** What an alarm can be about; each has its rule in the table alarm_rules. */
export const alarmKinds = ['refusals', 'reads', 'exports', 'places', 'lock_outs'] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** Alarms about the trail itself follow no rule. */
export type RaisedKind = AlarmKind | 'trail';

/** Kinds that compare a day with the days before; their window is always a day and they have a least count. */
export const habitKinds: readonly AlarmKind[] = ['reads', 'exports'];

export interface AlarmRule {
  readonly kind: AlarmKind;
  /** How many make an alarm; for a habit how many standard deviations above the mean. */
  readonly threshold: number;
  /** For a habit: fewer in a day are never one. */
  readonly least: number | null;
  readonly windowMinutes: number;
  readonly active: boolean;
}

/** What a rule found: who, from when to when (milliseconds since 1970), how many. */
export interface Finding {
  readonly kind: AlarmKind;
  /** A login or, for lock-outs, an address. */
  readonly subject: string;
  readonly accountId: number | null;
  readonly from: number;
  readonly until: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** One row of the trail as a rule looks at it. */
export interface Sign {
  readonly subject: string;
  readonly accountId: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What is counted: different values within the window. */
  readonly value: string;
  /** How often: more than once where a row tells a number. */
  readonly times: number;
  /** Whether the row came since the last evaluation. */
  readonly fresh: boolean;
}

const shown = 10;

/**
 * Where a subject has `threshold` different values within the window, ending with a row that is new. `signs` are in
 * order of time; `last` has the end of each subject's latest alarm: within a window of it no other is raised. Pure.
 */
export function burstsOf(rule: AlarmRule, signs: readonly Sign[], last: ReadonlyMap<string, number>): Finding[] {
  const span = rule.windowMinutes * 60_000;
  return [...Map.groupBy(signs, ({ subject }) => subject)].flatMap(([subject, own]) => {
    const found: Finding[] = [];
    let quietUntil = (last.get(subject) ?? -Infinity) + span;
    let start = 0;
    own.forEach((sign, at) => {
      while ((own[start]?.at ?? 0) <= sign.at - span) start += 1;
      if (!sign.fresh || sign.at < quietUntil) return;
      const window = own.slice(start, at + 1);
      const values = new Map(window.map(({ value, times }) => [value, times]));
      const count = [...values.values()].reduce((sum, times) => sum + times, 0);
      if (count < rule.threshold) return;
      found.push({
        kind: rule.kind,
        subject,
        accountId: sign.accountId,
        from: window[0]?.at ?? sign.at,
        until: sign.at,
        detail: { count, values: [...values.keys()].slice(-shown) },
      });
      quietUntil = sign.at + span;
    });
    return found;
  });
}

/** A person's counts on the days before, and the count of the day looked at. */
export interface Habit {
  readonly subject: string;
  readonly accountId: number;
  /** Plain date. */
  readonly day: string;
  readonly count: number;
  readonly before: readonly number[];
}

/** Fewer active days say nothing about a habit: the least count alone decides. */
const daysOfHabit = 5;
const day = 86_400_000;

/**
 * Days beyond what the person usually does: over mean + threshold x standard deviation of the days before, and over the
 * least count. Pure.
 */
export function excessOf(rule: AlarmRule, habits: readonly Habit[]): Finding[] {
  return habits.flatMap(({ subject, accountId, day: date, count, before }) => {
    const mean = before.reduce((sum, one) => sum + one, 0) / Math.max(1, before.length);
    const sigma = Math.sqrt(before.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, before.length));
    const usual = before.length < daysOfHabit ? 0 : mean + rule.threshold * sigma;
    const limit = Math.max(rule.least ?? 0, usual);
    if (count <= limit) return [];
    const from = Date.parse(`${date}T00:00:00Z`);
    return [
      {
        kind: rule.kind,
        subject,
        accountId,
        from,
        until: from + day,
        detail: { count, limit: Math.floor(limit), mean: Math.round(mean * 10) / 10, days: before.length },
      },
    ];
  });
}
