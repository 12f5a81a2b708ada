import type { BaseContext } from '../reference/index.ts';
import type { Watermarker } from '../files/pictures/picture-types.ts';
import type { Viewer } from '../access/index.ts';
import type { GalleryCounts } from './gallery/counts.ts';

/** What the Concealment Picture Database (CPDb) works with. */
export interface CpdbContext extends BaseContext {
  /** Says in pictures who was handed them. */
  readonly stamper: Watermarker;
  readonly counts: GalleryCounts;
  /** Documents of the website that this viewer may read and that hold a picture, known by its fingerprint. */
  readonly documentsWith: (viewer: Viewer, fingerprint: Uint8Array) => Promise<readonly FoundDocument[]>;
}

export interface FoundDocument {
  readonly ref: string;
  readonly kind: string;
  readonly href: string;
  readonly titles: Readonly<Record<string, { readonly title: string }>>;
}

export { wordsOf } from '../reference/index.ts';
