import type { OfficeKind, PictureKind } from '../kinds/kinds.ts';
import type { Region } from '../pictures/picture-types.ts';

/** What the sandbox does with one plain file. */
export interface Task {
  readonly path: string;
}

/** What it does with one document: without a kind, a PDF. */
export type PaperTask = Task & { readonly kind?: OfficeKind };

/** What it does with one picture. */
export type PictureTask = Task &
  (
    | { readonly make: 'website' | 'gallery' | 'known'; readonly kind: PictureKind }
    | { readonly make: 'blur'; readonly kind: PictureKind; readonly regions: readonly Region[] }
  );

/** Limits of the work itself; time and memory are the bench's. */
export const limits = {
  pages: 1500,
  /** Pages whose text is read, and characters kept of all together. */
  textPages: 300,
  textCharacters: 1_000_000,
  titleCharacters: 300,
  /** Bytes packed objects of a PDF may become. */
  inflated: 64 * 1024 * 1024,
  pixels: 40_000_000,
  /** Of a gallery's picture, which is decoded in full: a phone's 50 million and a long scan. */
  galleryPixels: 64_000_000,
} as const;

/** Longest side in pixels. */
export const sizes = { thumbnail: 320, card: 640, screen: 1600 } as const;

/**
 * What each size of a gallery may weigh: sixty thumbnails, or one screen with its page, come in a moment over a poor
 * line. Who was handed it is put in on the way, 800 bytes at most: a thumbnail with it stays under 12 kB, a page with
 * two cards and a row of thumbnails under 300 kB.
 */
export const bytesOf = { thumbnail: 11_200, card: 45_000, screen: 200_000 } as const;
