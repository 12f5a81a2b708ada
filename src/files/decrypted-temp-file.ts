import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asDiskFullError } from './store/disk-full.ts';
import type { FileStore } from './store/file-store.ts';

/**
 * Works on a stored file as a plain one: some are read here and there, not from front to back. The plain copy lies in a
 * directory only this process's user can enter, and is gone when the work ends. A file that was tampered with rejects
 * before the work begins.
 */
export async function withDecryptedFile<T>(
  files: FileStore,
  id: string,
  work: (path: string) => Promise<T>,
  parent: string = tmpdir(),
): Promise<T> {
  return withPlainStream(await files.get(id), work, parent);
}

/** The same for what comes as a stream. Rejects with what the stream errors with, before the work begins. */
export async function withPlainStream<T>(
  content: Readable,
  work: (path: string) => Promise<T>,
  parent: string = tmpdir(),
): Promise<T> {
  const directory = await mkdtemp(join(parent, 'cen-plain-'));
  try {
    const path = join(directory, 'file');
    await pipeline(content, createWriteStream(path, { mode: 0o600 })).catch((error: unknown) => {
      throw asDiskFullError(error);
    });
    return await work(path);
  } finally {
    content.destroy();
    await rm(directory, { recursive: true, force: true });
  }
}
