/** A digest to be prepared now: its rhythm, the hours that have struck, and the key it is written under. */
export interface Due {
  readonly rhythm: 'daily' | 'weekly';
  readonly period: string;
  /** Subscriptions of this hour (UTC) and before. */
  readonly hour: number;
}

/** Day of the week a weekly digest is written: Monday. */
const weekday = 1;

/** The digests due at a time: the daily one of the day, and on Mondays the weekly one. Pure. */
export function dueAt(now: Date): Due[] {
  const day = now.toISOString().slice(0, 10);
  const hour = now.getUTCHours();
  return [
    { rhythm: 'daily', period: `D${day}`, hour },
    ...(now.getUTCDay() === weekday ? [{ rhythm: 'weekly' as const, period: `W${day}`, hour }] : []),
  ];
}
