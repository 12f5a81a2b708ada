import { type Dirent, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What lies under a directory; nothing when it was taken away meanwhile, as those of work in progress are. */
function under(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * The paths of what lies in a file store, within it and sorted. Letters and the trail's head, which come when they do,
 * are none of it; what is still being written or checked is only with `unfinished`.
 */
export const storedFiles = (directory: string, { unfinished = false } = {}): string[] =>
  readdirSync(directory)
    .filter(name => /^[0-9a-f]{2}$/.test(name) || (unfinished && name === '.work'))
    .flatMap(name => under(join(directory, name)))
    .filter(one => one.isFile())
    .map(one => relative(directory, join(one.parentPath, one.name)))
    .toSorted();
