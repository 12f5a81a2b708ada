/** One period of a series. What is still to come is the estimate less the recorded. */
export interface TimePoint {
  /** What is known today; null where nothing is known: a gap, not zero. */
  readonly recorded: number | null;
  /** The whole as it is expected, where reports are still to come. */
  readonly estimate?: number | undefined;
  /** The interval of the estimate. */
  readonly band?: readonly [low: number, high: number] | undefined;
  /** The same days a year before. */
  readonly before?: number | null | undefined;
}

/** A name with a quieter second line. */
export interface Worded {
  readonly label: string;
  readonly note?: string | undefined;
}

export function isKnown(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** The best that is known of a period: its estimate, else what is recorded. */
export function bestOf(point: TimePoint): number | null {
  if (isKnown(point.estimate)) return point.estimate;
  return isKnown(point.recorded) ? point.recorded : null;
}

/** The number of a period, with the sign of an estimate where it is one; '' where nothing is known. */
export function bestText(point: TimePoint, format: (value: number) => string): string {
  const best = bestOf(point);
  if (best === null) return '';
  return isKnown(point.estimate) ? `≈${format(best)}` : format(best);
}

/** Every number of a point that a scale from zero must reach. */
export function extentOf(point: TimePoint): number[] {
  return [point.recorded, point.estimate, point.before, ...(point.band ?? [])]
    .filter(isKnown)
    .map(value => Math.max(0, value));
}
