import type { Derivative, Metadata } from '../../files/pictures/picture-types.ts';
import type { FileRefusal, PictureKind } from '../../files/kinds/kinds.ts';
import type { Depth, Region, TileSet } from '../../files/pictures/picture-types.ts';
import { limits } from '../../files/sandbox/tasks.ts';
import type { Captions } from '../pictures/picture.ts';

export const roles = ['photo', 'xray'] as const;
export type Role = (typeof roles)[number];

/** A part of an image that is pointed at, in parts of its width and height (0..1), and what is to be seen there. */
export interface MarkedRegion extends Region {
  readonly note: Captions;
}

/** A photo or an X-ray of a picture. `size` in bytes, as it was sent; pixels of the upright original. */
export interface Image {
  readonly id: string;
  readonly pictureId: number;
  readonly role: Role;
  readonly place: number;
  /** Images of one number show one place: a photo and its X-ray. */
  readonly pair: number | null;
  readonly name: string;
  readonly kind: PictureKind;
  readonly size: number;
  readonly storedId: string;
  readonly state: 'waiting' | 'ready' | 'refused';
  readonly refusal: FileRefusal | null;
  readonly scanned: boolean;
  readonly width: number | null;
  readonly height: number | null;
  readonly derivatives: readonly Derivative[];
  readonly tiles: TileSet | null;
  readonly depth: Depth | null;
  readonly removed: readonly Metadata[];
  readonly regions: readonly MarkedRegion[];
  /** Parts that were made unrecognisable. */
  readonly blurred: number;
  /** Other pictures that look the same; which of them may be told is their scope. */
  readonly alike: readonly number[];
  /** The contributor says that it is another all the same. */
  readonly isAnother: boolean;
}

/** Largest image. Bytes. */
export const largestImage = 50 * 1024 * 1024;
/** Most pixels of an image: a phone's 50 million and a long scan. */
export const mostPixels = limits.galleryPixels;
/** Images of one picture at most, and of one form. */
export const mostImages = 40;
export const mostAtOnce = 20;
/** Regions of one image at most, and parts blurred at once. */
export const mostRegions = 12;
