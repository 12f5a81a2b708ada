import type { Readable } from 'node:stream';

/** A stored file: `id` names it for ever, `sha256` is of the plain content (hex), `size` in bytes. */
export interface StoredFile {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
}

/**
 * Files, each encrypted under a key of its own. Everything rejects with Unavailable where the place does not answer or
 * is full.
 */
export interface FileStore {
  /**
   * Stores a stream encrypted, whole or not at all. `limit` in bytes: beyond it the store keeps nothing and rejects
   * with TooLarge. Under an
   * `id` that is given (`derivedId`) it takes the place of what was there.
   */
  put(source: Readable, limit: number, id?: string): Promise<StoredFile>;
  /**
   * The plain content as a stream; rejects with NotFound. The stream errors at its end if the file was tampered with.
   */
  get(id: string): Promise<Readable>;
  remove(id: string): Promise<void>;
  /** Whether nothing was ever stored there, as far as the place tells. */
  isEmpty(): Promise<boolean>;
  /** Rejects when the place does not answer. */
  ping(): Promise<void>;
}

export class TooLarge extends Error {}

/** An object store and who asks it. `prefix` is empty or ends with a slash. */
export interface S3Place {
  readonly bucket: string;
  readonly prefix: string;
  /** Address of the server; Amazon's own of the region when left out. */
  readonly endpoint?: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

export const ids = /^[0-9a-f-]{36}$/;
