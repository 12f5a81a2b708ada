import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Whether this process may make a disk of its own: root, outside a container without the right to. Says so where not.
 */
export function mayMount(): boolean {
  const probe = join(tmpdir(), `cen-disk-probe-${process.pid}`);
  const made =
    spawnSync('sh', ['-c', 'mkdir -p "$0" && mount -t tmpfs -o size=64k tmpfs "$0" && umount "$0"', probe]).status ===
    0;
  spawnSync('rmdir', [probe]);
  if (!made) console.warn('The tests on a full disk are left out: this process may not mount a tmpfs.');
  return made;
}

export interface SmallDisk {
  readonly disk: string;
  /** Beside it on the large disk, for what is not to be full. */
  readonly root: string;
  close(): void;
}

/** A disk of a few megabytes. The caller closes it. */
export function smallDisk(megabytes: number): SmallDisk {
  const root = mkdtempSync(join(tmpdir(), 'cen-full-'));
  const disk = join(root, 'disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]).status !== 0)
    throw new Error('the small disk cannot be mounted');
  return {
    root,
    disk,
    close() {
      spawnSync('umount', ['-l', disk]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}
