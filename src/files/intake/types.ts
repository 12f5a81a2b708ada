import type { Readable } from 'node:stream';
import type { FileKind, FileRefusal, PictureKind } from '../kinds/kinds.ts';
import type { Depth, Derivative, Metadata, Recipe, Region, TileSet } from '../pictures/picture-types.ts';
import type { KnownBy, Made } from '../sandbox/answers.ts';

/**
 * A file taken in: stored encrypted under `storedId`, not yet examined. `name` is clean and ends as its kind does;
 * `size` in bytes.
 */
export interface ReceivedFile {
  readonly storedId: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly mime: string;
  readonly size: number;
  /** Of the content, hex. */
  readonly sha256: string;
}

/** Taken, or refused with nothing kept. */
export type Receipt = { readonly file: ReceivedFile } | { readonly refusal: FileRefusal };

/** What was found in a clean file. Texts are plain, in the order of the pages, cut at the limits of the sandbox. */
export interface Findings {
  readonly pages?: number;
  readonly title?: string;
  readonly texts?: readonly string[];
  /** Text beyond the limits was left out. */
  readonly textCut?: boolean;
  /** Of the picture as it is seen, turned upright. */
  readonly width?: number;
  readonly height?: number;
  readonly derivatives?: readonly Derivative[];
  readonly removed?: readonly Metadata[];
  /** Of a picture made by the recipe `gallery`, as GalleryPicture tells. */
  readonly hash?: string;
  readonly fingerprint?: Uint8Array;
  readonly tiles?: TileSet;
  readonly depth?: Depth;
}

/**
 * `clean`: may be shown. `infected`, `refused`: may not, with the reason; the caller removes the file. `later`: the
 * scanner does not answer, and nothing was read; ask again.
 */
export type Examination =
  | ({ readonly verdict: 'clean'; readonly scanned: boolean } & Findings)
  | { readonly verdict: 'infected' | 'refused'; readonly refusal: FileRefusal }
  | { readonly verdict: 'later'; readonly problem: string };

/** A file that lies plain in the intake's private directory while it is worked on. `name` is clean; `size` in bytes. */
export type PlainFile = Omit<ReceivedFile, 'storedId' | 'sha256'> & { readonly path: string };

/** As Examination, of a plain file: nothing is stored, and pictures come as they were made. */
export type Inspection =
  | ({ readonly verdict: 'clean'; readonly scanned: boolean; readonly made?: readonly Made[] } & Pick<
      Findings,
      'pages' | 'texts' | 'textCut' | 'width' | 'height'
    >)
  | Exclude<Examination, { readonly verdict: 'clean' }>;

export interface ReceiveOptions {
  /** As its sender gave it. */
  readonly name: string;
  /** Bytes. */
  readonly limit: number;
  /** The kinds taken here; the usual ones when left out. */
  readonly kinds?: readonly FileKind[];
  /** Pixels a picture may have; those of pages when left out. */
  readonly pixels?: number;
}

export interface Intake {
  /** Whether a virus scanner is configured: pages tell administrators when it is not. */
  readonly scans: boolean;
  /** Stores a stream encrypted and says what it is; leaves nothing behind of what it refuses or what breaks off. */
  receive(source: Readable, options: ReceiveOptions): Promise<Receipt>;
  /**
   * Scans a stored file and reads what is in it; run by a job. What it makes of a picture is stored under names of the
   * original's, so that a job done twice stores it once. Rejects with NotFound, or when the stored file was tampered
   * with.
   */
  examine(storedId: string, kind: FileKind, recipe?: Recipe): Promise<Examination>;
  /**
   * Lets `work` have a file, whose kind is one that is taken, for features that seal it under a key of their own before
   * it is stored. It lies in the private directory until the work ends, and nowhere afterwards. Rejects with what the
   * work rejects with.
   */
  withPlain<T>(
    source: Readable,
    options: ReceiveOptions,
    work: (file: PlainFile) => Promise<T>,
  ): Promise<{ readonly done: T } | { readonly refusal: FileRefusal }>;
  /** Scans a plain file and reads what is in it, as `examine`, and stores nothing. */
  inspect(file: Pick<PlainFile, 'path' | 'kind'>): Promise<Inspection>;
  /** The text of a plain document that was examined before, office programs' too; '' where there is none. */
  textOf(file: Pick<PlainFile, 'path' | 'kind'>): Promise<string>;
  /**
   * Scans a plain picture and tells what it is known again by; nothing is stored. Throws Refused, also where the
   * scanner does not answer.
   */
  knownBy(file: { readonly path: string; readonly kind: PictureKind }): Promise<KnownBy>;
  /** The same of a stored picture that was examined before. */
  knownByStored(storedId: string, kind: PictureKind): Promise<KnownBy>;
  /**
   * Stores a new original, upright and without metadata, in which the regions cannot be made out any more; the old one
   * stays until the caller removes it. Throws Refused for no picture, and for regions that are none.
   */
  blur(storedId: string, kind: FileKind, regions: readonly Region[]): Promise<Omit<ReceivedFile, 'name'>>;
  /** Takes a file away, with its derivatives when given (`storedIdsOf`). */
  remove(...storedIds: readonly string[]): Promise<void>;
  /** Ends what runs beside, and removes every temporary file. */
  close(): Promise<void>;
}
