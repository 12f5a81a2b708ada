import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from '../start-error.ts';
import { affecting, type Advisory, type Installed } from './advisory.ts';
import { report, runCommand } from './command.ts';

const lock = fileURLToPath(new URL('../../package-lock.json', import.meta.url));

/**
 * `npm run advisories -- DIRECTORY`: holds every installed package against advisories in OSV's form, one JSON file each
 * (https://osv-vulnerabilities.storage.googleapis.com/npm/all.zip, unpacked): for machines that `npm audit` has no way
 * out of. Ends with code 1 where one concerns production.
 */
async function run(): Promise<void> {
  const [directory] = process.argv.slice(2);
  if (directory === undefined) throw new StartError('Give a directory of advisories: npm run advisories -- ./osv');
  const installed = await readInstalled();
  const names = (await readdir(directory)).filter(name => name.endsWith('.json'));
  if (names.length === 0) throw new StartError(`${directory} holds no advisory (*.json).`);
  let inProduction = 0;
  for (const name of names) {
    const advisory = JSON.parse(await readFile(join(directory, name), 'utf8')) as Advisory;
    for (const { name: of, version, isDev } of affecting(advisory, installed)) {
      report(`${advisory.id}: ${of} ${version}${isDev ? ' (development only)' : ''} ${advisory.summary ?? ''}`.trim());
      if (!isDev) inProduction += 1;
    }
  }
  report(`${installed.length} packages against ${names.length} advisories: ${inProduction} concern production.`);
  if (inProduction > 0) process.exitCode = 1;
}

async function readInstalled(): Promise<Installed[]> {
  const { packages } = JSON.parse(await readFile(lock, 'utf8')) as {
    packages: Readonly<Record<string, { readonly version: string; readonly dev?: boolean }>>;
  };
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, dev }]) => ({ name: path.replace(/^.*node_modules\//, ''), version, isDev: dev === true }));
}

await runCommand(run);
