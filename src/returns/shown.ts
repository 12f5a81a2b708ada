import type { Offices, Words } from '../reference/index.ts';
import type { Period } from './period.ts';
import type { Owner } from './read-return.ts';

/** What a return is presented with. */
export interface Shown {
  readonly owner: Owner;
  readonly period: Period;
  /** Whether who reads it is of that office. */
  readonly isOwn: boolean;
  /** Plain date. */
  readonly today: string;
  readonly offices: Offices;
  readonly words: Words;
}
