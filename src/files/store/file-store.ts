import { openDirectoryStore } from './directory-store.ts';
import type { FileStore, S3Place } from './types.ts';

export { TooLarge } from './types.ts';
export type { FileStore, S3Place, StoredFile } from './types.ts';

/** Opens the place where files are kept, a directory or an object store; the encryption is the same. */
export function openFileStore(place: string | S3Place, masterKey: Buffer): FileStore {
  return typeof place === 'string' ? openDirectoryStore(place, masterKey) : openBucket(place, masterKey);
}

/** The client of S3 is large: only a portal that has a bucket loads it. */
function openBucket(place: S3Place, masterKey: Buffer): FileStore {
  const opened = import('./s3-store.ts').then(({ openS3Store }) => openS3Store(place, masterKey));
  return {
    put: async (...given) => (await opened).put(...given),
    get: async id => (await opened).get(id),
    remove: async id => (await opened).remove(id),
    isEmpty: async () => (await opened).isEmpty(),
    ping: async () => (await opened).ping(),
  };
}
