import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ids } from '../files/store/types.ts';
import { StartError } from '../start-error.ts';

/** Name and SHA-256 of a stored file, as `sha256sum` writes and checks them. */
export interface CopiedFile {
  readonly name: string;
  readonly sha256: string;
}

/** The newest seal of the trail, beside the stored files. */
export const trailHead = 'trail-head.json';

/** Whether it is the name of a stored file. Whatever else lies there, as a key may, is none of a backup's business. */
function isStored(name: string): boolean {
  const [folder = '', id = '', ...more] = name.split(/[\\/]/);
  return more.length === 0 && ids.test(id) && folder === id.slice(0, 2);
}

/** Copies a file, of mode 0600 as it was, and answers the hash of what was copied. */
export async function copyFile(from: string, to: string): Promise<string> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const source = createReadStream(from);
  source.on('data', chunk => hash.update(chunk));
  await pipeline(source, createWriteStream(to, { mode: 0o600 }));
  return hash.digest('hex');
}

/** Stored files that are whole; one that is removed meanwhile is left out. */
export async function copyStore(from: string, to: string): Promise<CopiedFile[]> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const names = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(from, join(entry.parentPath, entry.name)))
    .filter(isStored);
  const copied: CopiedFile[] = [];
  for (const name of names.sort()) {
    const sha256 = await copyFile(join(from, name), join(to, name)).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
      throw error;
    });
    if (sha256 !== undefined) copied.push({ name, sha256 });
  }
  return copied;
}

/** Copies the files of a list back. Throws StartError where one is not what it was, or would lie elsewhere. */
export async function restoreStore(from: string, to: string, list: string): Promise<number> {
  const files = (await readFile(list, 'utf8')).split('\n').filter(line => line !== '');
  for (const line of files) {
    const [sha256, name = ''] = line.split('  ');
    const isOurs = name === trailHead || isStored(name);
    if (!isOurs || (await copyFile(join(from, name), join(to, name))) !== sha256)
      throw new StartError(`The file ${name} of the backup is not the one that was backed up; nothing was changed.`);
  }
  return files.length;
}

export const listed = (files: readonly CopiedFile[]): string =>
  files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
