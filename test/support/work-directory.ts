import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const memory = '/dev/shm';
/** Bytes that must be free: a run takes about half of it. */
const leastFree = 6e9;

/**
 * Where the tests work: in memory where there is room. To find places on a disk for the 1,500 files of each copied
 * database, beside those just deleted, took a second of a processor for each test file.
 */
export function workDirectory(): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= leastFree ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}
