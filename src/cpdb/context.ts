import type { BaseContext } from '../reference/index.ts';
import type { Watermarker } from '../files/pictures/picture-types.ts';
import type { GalleryCounts } from './gallery/counts.ts';

/** What the Concealment Picture Database (CPDb) works with. */
export interface CpdbContext extends BaseContext {
  /** Says in pictures who was handed them. */
  readonly stamper: Watermarker;
  readonly counts: GalleryCounts;
}

export { wordsOf } from '../reference/index.ts';
