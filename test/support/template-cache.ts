import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { importedBy } from './imported-by.ts';

const root = resolve(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/test-database');
const script = join(import.meta.dirname, 'make-template.ts');
const kept = 3;

/**
 * Lays a cluster with the template in an empty directory: a copy of one made before from the same code, seeds, packages
 * and day, or a new one.
 */
export async function copyTemplate(dataDir: string): Promise<void> {
  const made = join(cache, keyOfTemplate());
  if (existsSync(made)) {
    await utimes(made, new Date(), new Date());
    await copyCluster(made, dataDir);
    return;
  }
  await promisify(execFile)(process.execPath, [script, dataDir], { cwd: root });
  await keep(dataDir, made);
}

/** All that the template is made of. Partitions, dates of passwords and the like follow the day. */
function keyOfTemplate(): string {
  const hash = createHash('sha256').update(`${process.version} ${new Date().toISOString().slice(0, 10)}`);
  const files = [
    ...importedBy(script),
    ...globSync('{migrations,seeds}/**/*.*', { cwd: root }).map(path => join(root, path)),
    join(root, 'package-lock.json'),
  ];
  for (const file of [...new Set(files)].sort())
    hash.update(`\0${relative(root, file)}\0`).update(createHash('sha256').update(readFileSync(file)).digest());
  return hash.digest('hex').slice(0, 32);
}

/** Complete or not at all, also when two runs make the same. Where it cannot be kept, the next run makes its own. */
async function keep(dataDir: string, made: string): Promise<void> {
  // The cluster may be elsewhere, where the server's account can reach it.
  if (!existsSync(join(dataDir, 'postgres/data'))) return;
  try {
    await mkdir(cache, { recursive: true });
    const draft = await mkdtemp(join(cache, 'new-'));
    await copyCluster(dataDir, draft);
    await rename(draft, made).catch(() => rm(draft, { recursive: true, force: true }));
    await removeOld();
  } catch (error) {
    console.warn(`The test database is not kept for the next run: ${String(error)}`);
  }
}

/** Owners and modes stay as they are: PostgreSQL insists on them. */
async function copyCluster(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', '--reflink=auto', `${from}/.`, to]);
  await chmod(to, 0o711);
  await writeFile(join(to, 'postgres.home'), `${join(to, 'postgres')}\n`);
}

async function removeOld(): Promise<void> {
  const names = await readdir(cache);
  const dated = await Promise.all(names.map(async name => ({ name, at: (await stat(join(cache, name))).mtimeMs })));
  for (const { name } of dated.toSorted((a, b) => b.at - a.at).slice(kept))
    await rm(join(cache, name), { recursive: true, force: true });
}
