import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath, chromiums } from './chromium.ts';

const clamd = '/usr/sbin/clamd';
const radosgw = '/usr/bin/radosgw';

/** `npm test`: types, then every test against real parts. Its last line counts them. Arguments go to vitest. */

function bring(command: string, parameters: readonly string[]): boolean {
  return (
    spawnSync(command, parameters, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  );
}

if (chromiumPath() === undefined) {
  console.log('Installing Chromium for the browser tests …');
  const isRoot = process.getuid?.() === 0 && bring('apt-get', ['update', '-qq']);
  const installed =
    isRoot && ['chromium-headless-shell', 'chromium'].some(name => bring('apt-get', ['install', '-y', '-qq', name]));
  if (!installed)
    console.log(
      `Chromium is needed at ${chromiums.join(' or ')}: install the package "chromium-headless-shell" or "chromium" as root.`,
    );
}

if (!existsSync(clamd)) {
  console.log('Installing ClamAV for the tests of uploads …');
  const installed =
    process.getuid?.() === 0 &&
    bring('apt-get', ['update', '-qq']) &&
    bring('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'clamav-daemon']);
  if (!installed)
    console.log(
      `ClamAV is wanted at ${clamd}: install the package "clamav-daemon" as root. Without it the tests against it are left out.`,
    );
}

if (!existsSync(radosgw)) {
  console.log('Installing an S3 server for the tests of the file store …');
  const installed =
    process.getuid?.() === 0 &&
    bring('apt-get', ['update', '-qq']) &&
    bring('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'radosgw']);
  if (!installed)
    console.log(
      `An S3 server is wanted at ${radosgw}: install the package "radosgw" as root. Without it the tests against it are left out.`,
    );
}

const types = spawnSync('tsc', ['--noEmit'], { stdio: 'inherit' }).status === 0;
if (!types) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const report = join(mkdtempSync(join(tmpdir(), 'cen-report-')), 'report.json');
const { status } = spawnSync(
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile=${report}`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
const {
  numPassedTests: passed,
  numFailedTests: failed,
  numFailedTestSuites: broken,
} = JSON.parse(readFileSync(report, 'utf8')) as {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
};
const wrong = status === 0 ? failed : Math.max(failed, broken, 1);
console.log(`${passed} passed, ${wrong} failed`);
process.exit(status === 0 && passed > 0 ? 0 : 1);
