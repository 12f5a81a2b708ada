import type { Rhythm } from '../digests/frequency.ts';
import type { KindCode } from '../kinds/index.ts';

/** Which publications an account follows. An empty list asks for all of its kind. */
export interface Subjects {
  readonly kinds: readonly KindCode[];
  readonly headings: readonly string[];
  /** Office ids of RILOs. */
  readonly regions: readonly number[];
  readonly countries: readonly string[];
}

/** What an account follows, and how it is told. */
export interface Subscription extends Subjects {
  /** Whether it is told of urgent publications at once. */
  readonly urgent: boolean;
  readonly rhythm: Rhythm;
  /** Hour of the day of its letters, UTC. */
  readonly hour: number;
  /** Grows with every change; 0 where nothing was ever chosen. */
  readonly version: number;
}

/** Of an account that never chose: it sees everything, and is told of what is urgent at once. */
export const nothingChosen: Subscription = {
  kinds: [],
  headings: [],
  regions: [],
  countries: [],
  urgent: true,
  rhythm: 'none',
  hour: 6,
  version: 0,
};

/** Whether an account follows some publications rather than all. Pure. */
export function isNarrow({ kinds, headings, regions, countries }: Subjects): boolean {
  return [kinds, headings, regions, countries].some(list => list.length > 0);
}

export function isSame(one: Omit<Subscription, 'version'>, other: Omit<Subscription, 'version'>): boolean {
  const textOf = ({
    kinds,
    headings,
    regions,
    countries,
    urgent,
    rhythm,
    hour,
  }: Omit<Subscription, 'version'>): string =>
    JSON.stringify([
      [...kinds].sort(),
      [...headings].sort(),
      [...regions].sort(),
      [...countries].sort(),
      urgent,
      rhythm,
      rhythm === 'none' ? 0 : hour,
    ]);
  return textOf(one) === textOf(other);
}
