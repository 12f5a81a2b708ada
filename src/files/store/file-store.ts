import { openDirectoryStore } from './directory-store.ts';
import { openS3Store } from './s3-store.ts';
import type { FileStore, S3Place } from './types.ts';

export { TooLarge } from './types.ts';
export type { FileStore, S3Place, StoredFile } from './types.ts';

/** Opens the place where files are kept, a directory or an object store; the encryption is the same. */
export function openFileStore(place: string | S3Place, masterKey: Buffer): FileStore {
  return typeof place === 'string' ? openDirectoryStore(place, masterKey) : openS3Store(place, masterKey);
}
