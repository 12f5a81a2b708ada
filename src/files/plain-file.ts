import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { namingFullDisk } from './disk-full.ts';
import type { FileStore } from './store.ts';

/**
 * Works on a stored file as a plain one: some are read here and there, not from front to back. The plain copy
 * lies in a directory only this process's user can enter, and is gone when the work ends. A file that was tampered with
 * rejects before the work begins.
 */
export async function withPlainFile<T>(files: FileStore, id: string, work: (path: string) => Promise<T>, parent: string = tmpdir()): Promise<T> {
  const directory = await mkdtemp(join(parent, 'cen-plain-'));
  try {
    const path = join(directory, 'file');
    await pipeline(await files.get(id), createWriteStream(path, { mode: 0o600 })).catch((error: unknown) => { throw namingFullDisk(error); });
    return await work(path);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
