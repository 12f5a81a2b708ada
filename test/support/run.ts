import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromiumPath, chromiums } from './chromium.ts';
import { compileCache } from './compiled.ts';
import { endProcessesOf } from './left-running.ts';
import { needsOf, type Need } from './needs.ts';
import { testFiles } from './projects.ts';
import { workDirectory } from './work-directory.ts';

/**
 * `npm test`: format, lint and types, then the tests, against real parts. Its last line counts them. Arguments go to
 * vitest; `npm test -- some/file` brings and starts only what that file needs.
 */
const given = process.argv.slice(2);

interface Program {
  readonly purpose: string;
  isThere(): boolean;
  /** Debian packages, the first that can be had. */
  readonly packages: readonly string[];
  readonly otherwise: string;
}

const programs: Partial<Record<Need, Program>> = {
  browser: {
    purpose: 'Chromium for the browser tests',
    isThere: () => chromiumPath() !== undefined,
    packages: ['chromium-headless-shell', 'chromium'],
    otherwise:
      `Chromium is needed at ${chromiums.join(' or ')}: install the package "chromium-headless-shell" or ` +
      '"chromium" as root.',
  },
  scanner: {
    purpose: 'ClamAV for the tests of uploads',
    isThere: () => existsSync('/usr/sbin/clamd'),
    packages: ['clamav-daemon'],
    otherwise:
      'ClamAV is wanted at /usr/sbin/clamd: install the package "clamav-daemon" as root. Without it the ' +
      'tests against it are left out.',
  },
  pgbouncer: {
    purpose: 'PgBouncer for the test of a pooler',
    isThere: () => existsSync('/usr/sbin/pgbouncer'),
    packages: ['pgbouncer'],
    otherwise:
      'PgBouncer is wanted at /usr/sbin/pgbouncer: install the package "pgbouncer" as root. Without it the test ' +
      'behind it is left out.',
  },
  s3: {
    purpose: 'an S3 server for the tests of the file store',
    isThere: () => existsSync('/usr/bin/radosgw'),
    packages: ['radosgw'],
    otherwise:
      'An S3 server is wanted at /usr/bin/radosgw: install the package "radosgw" as root. Without it the ' +
      'tests against it are left out.',
  },
};

async function runs(command: string, parameters: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  const child = spawn(command, parameters, { stdio: 'inherit', env: { ...process.env, ...env } });
  const [code] = await once(child, 'exit').catch(() => [1]);
  return code === 0;
}

/** Beside types and lint, since the first files would wait for them. Where they fail, the files tell why. */
async function makeReady(): Promise<void> {
  await makeTemplate();
  await runs(process.execPath, [join(import.meta.dirname, 'compile-portal.ts')]);
}

async function makeTemplate(): Promise<void> {
  try {
    const { clusterDirectory } = await import('./database-server.ts');
    rmSync(await clusterDirectory(), { recursive: true, force: true });
  } catch {
    // The next to ask for a database makes its own.
  }
}

/** Beside types and lint, which need none of them. One after the other, since Debian's packages lock each other out. */
async function bring(missing: readonly Program[]): Promise<void> {
  if (missing.length === 0) return;
  // apt checks what it brings as another user, who may not write where the tests work.
  const quietly = { DEBIAN_FRONTEND: 'noninteractive', TMPDIR: undefined };
  const mayInstall = process.getuid?.() === 0 && (await runs('apt-get', ['update', '-qq'], quietly));
  for (const { purpose, packages, otherwise } of missing) {
    console.log(`Installing ${purpose} …`);
    if (!mayInstall || !(await installs(packages, quietly))) console.log(otherwise);
  }
}

async function installs(packages: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  for (const name of packages)
    if (await runs('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], env)) return true;
  return false;
}

/** The files to run, as vitest picks them: those whose path holds one of the words given. */
function pickedFiles(): string[] {
  const words = given.filter(argument => !argument.startsWith('-')).map(word => word.replace(/:\d+$/, ''));
  const all = Object.values(testFiles()).flat();
  return words.length === 0 ? all : all.filter(file => words.some(word => resolve(file).includes(word)));
}

function fail(): never {
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const files = pickedFiles();
if (files.length === 0) {
  console.log(`No test file is named like ${given.join(', ')}`);
  fail();
}
const needs = new Set(files.flatMap(file => [...needsOf(file)]));
const missing = [...needs].flatMap(need => programs[need] ?? []).filter(({ isThere }) => !isThere());

// Everything a run starts works in its own directory, by which it is found when it outlives the run.
const directory = mkdtempSync(join(workDirectory(), 'cen-tests-'));
chmodSync(directory, 0o711);
process.env.TMPDIR = directory;
process.env.NODE_COMPILE_CACHE ??= compileCache();
// What was found right before is not looked at again.
const types = ['--noEmit', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/types.tsbuildinfo'];
const [isFormed, isTyped] = await Promise.all([
  runs('biome', ['check', '--error-on-warnings']),
  runs('tsc', types),
  needs.has('database') ? makeReady() : undefined,
  bring(missing),
]);
if (!isFormed || !isTyped) {
  rmSync(directory, { recursive: true, force: true });
  fail();
}
const report = join(directory, 'report.json');
const passing = await runs('vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...given,
]);
const left = await endProcessesOf(directory);
for (const command of left) console.log(`Left running by the tests: ${command}`);
const { passed, failed } = existsSync(report) ? readReport() : { passed: 0, failed: 0 };
rmSync(directory, { recursive: true, force: true });

const wrong = (passing ? failed : Math.max(failed, 1)) + left.length;
console.log(`${passed} passed, ${wrong} failed`);
process.exit(wrong === 0 && passed > 0 ? 0 : 1);

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { status: string; assertionResults: readonly { status: string }[] }[];
}

/** A file whose set-up failed has no failed test: it counts as one. */
function readReport(): { passed: number; failed: number } {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(one => one.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}
