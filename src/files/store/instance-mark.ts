import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { NotFound } from '../../errors.ts';
import { derivedId } from './derived-id.ts';
import type { FileStore } from './types.ts';

/** The stored file that says of which database all are. */
export const mark = derivedId('instance', 'mark');

/** Id of the database the files belong to; undefined where they bear no mark. */
export async function readMark(files: FileStore): Promise<string | undefined> {
  const stored = await files.get(mark).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
  return stored && (await text(stored));
}

export async function writeMark(files: FileStore, id: string): Promise<void> {
  await files.put(Readable.from([Buffer.from(id)]), 100, mark);
}
