import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * The paths of what lies in a file store, within it and sorted. Letters and the trail's head, which come when they do,
 * are none of it; what is still being written or checked is only with `unfinished`.
 */
export const storedFiles = (directory: string, { unfinished = false } = {}): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(one => one.isFile())
    .map(one => relative(directory, join(one.parentPath, one.name)))
    .filter(path => /^[0-9a-f]{2}\//.test(path) || (unfinished && path.startsWith('.work/')))
    .toSorted();
