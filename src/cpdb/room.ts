import type { RoomParts } from '../reference/index.ts';
import type { Stamper } from '../files/picture-types.ts';
import type { GalleryCounts } from './gallery/counts.ts';

/** What the Concealment Picture Database (CPDb) works with. */
export interface CpdbRoom extends RoomParts {
  /** Says in pictures who was handed them. */
  readonly stamper: Stamper;
  readonly counts: GalleryCounts;
}

export { wordsOf } from '../reference/index.ts';
