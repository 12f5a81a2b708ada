import { mkdir, mkdtemp, readdir, realpath, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Milliseconds without a sign of life after which a directory is nobody's. */
const abandoned = 60 * 60 * 1000;
const signOfLife = abandoned / 6;

interface WorkDirectory {
  /** Its real path: entered by this process's user only. */
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * A private directory for plain copies of stored files, beside those of other processes, which may run on other
 * machines over the same disk. What a killed process left goes at the next start on its machine, elsewhere after an
 * hour.
 */
export async function openWorkDirectory(parent: string): Promise<WorkDirectory> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await sweep(parent);
  const path = await realpath(await mkdtemp(join(parent, `${hostname()},${process.pid},`)));
  const living = setInterval(
    () =>
      void utimes(path, new Date(), new Date())
        .then(() => sweep(parent))
        .catch(() => undefined),
    signOfLife,
  ).unref();
  return {
    path,
    async remove() {
      clearInterval(living);
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    const [host, pid] = name.split(',');
    const isGone = host === hostname() && !isAlive(Number(pid));
    if (isGone || Date.now() - mtimeMs > abandoned) await rm(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}
