import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartError, causeOf, codeOf } from '../../start-error.ts';

/** Makes the data directory (0700; 0711 for root, whose PostgreSQL runs as another user and must pass through). */
export async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await makePath(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
    const probe = join(dataDir, `.writable.${process.pid}`);
    await writeFile(probe, 'x', { mode: 0o600 });
    await rm(probe);
  } catch (error) {
    throw new StartError(
      `The data directory ${dataDir} cannot be written (${causeOf(error)}); give another one by DATA_DIR.`,
    );
  }
}

/** As `mkdir` with `recursive`, which never returns where a directory exists but may hold no other (under /proc). */
async function makePath(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT' || existsSync(dirname(path))) throw error;
    await makePath(dirname(path), mode);
    await mkdir(path, { mode });
  }
}

/** Reads the secret, or makes it. It appears whole or not at all, and of two starts at once only one makes it. */
export async function keepSecret(path: string, make: () => Buffer): Promise<Buffer> {
  if (existsSync(path)) return readFile(path);
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  await writeFile(draft, make(), { mode: 0o600, flush: true });
  await link(draft, path).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  await rm(draft);
  return readFile(path);
}

/** Writes a file whole or not at all, readable by the owner only; of two writers at once one has the last word. */
export async function replaceFile(path: string, contents: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    await writeFile(draft, contents, { mode: 0o600, flush: true });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
