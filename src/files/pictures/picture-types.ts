/**
 * What is made of a picture. `website`: thumbnail, card and screen for pages. `gallery`: the same within bytes a page
 * can count on, a hash to find alike ones by, tiles to zoom into where it is large, and the depth of a 16-bit grey one.
 */
export type Recipe = 'website' | 'gallery';

/** A picture made by us of an uploaded one: its metadata is gone. Stored as a file of its own, `storedId`. */
export interface Derivative {
  readonly size: 'thumbnail' | 'card' | 'screen';
  readonly kind: 'webp' | 'avif';
  readonly storedId: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** What a picture's original says of where and by whom it was taken, and its derivatives do not. */
export type Metadata = 'place' | 'camera' | 'time' | 'person' | 'comment' | 'xmp' | 'iptc';

/**
 * What a gallery keeps of a picture; plain JSON, to be stored beside it. `width` and `height` of the upright original.
 */
export interface GalleryPicture {
  readonly width: number;
  readonly height: number;
  readonly derivatives: readonly Derivative[];
  readonly removed: readonly Metadata[];
  /** 64 bits as 16 hex digits: alike pictures differ in few of them. */
  readonly hash: string;
  /** Packed (`readFingerprint`): it is the same picture whatever was done to it. */
  readonly fingerprint: Uint8Array;
  readonly tiles?: TileSet;
  readonly depth?: Depth;
}

/**
 * Deep Zoom tiles without overlap: at level `last` the picture in full, each level before it half as large, down to
 * `first`, which is
 * one tile. Each tile is a file of the store (`tileId`). WebP.
 */
export interface TileSet {
  /** The original's `storedId`. */
  readonly of: string;
  /** Side of a tile in pixels. */
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly first: number;
  readonly last: number;
}

/**
 * The grey values of a 16-bit picture, no longer than 2048 pixels: a lossless WebP whose red is the high byte and whose
 * green is the low byte of each value, since a browser's canvas has eight bits a channel. More is lighter. `low` and
 * `high`: the window shown at first.
 */
export interface Depth {
  readonly storedId: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly low: number;
  readonly high: number;
}

/** A rectangle of the upright picture, in parts of its width and height (0..1). */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Who was handed a picture, and when; `ref` names the picture. */
export interface Fetched {
  readonly login: string;
  readonly office: string;
  readonly at: Date;
  readonly ref: string;
}

/** The kinds of picture a stamp can be put into. */
export type StampedKind = 'webp' | 'avif' | 'jpeg';

/** What a stamp says. `genuine`: it was put there by this portal and not changed. */
export interface FoundStamp extends Fetched {
  readonly genuine: boolean;
}

/** Puts into a picture the portal made who was handed it. */
export interface Watermarker {
  /**
   * In the file only, without encoding it anew, or (`visible`) also in its lower right corner, which encodes it anew.
   * Rejects for what is no picture of the kind.
   */
  stamp(image: Buffer, kind: StampedKind, fetched: Fetched, visible?: boolean): Promise<Buffer>;
  /** The stamp of a picture, or undefined where it has none. */
  read(image: Buffer): FoundStamp | undefined;
}

/** A picture as its values, row by row. */
export interface Plain {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
}
