import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { affecting, compareVersions, type Advisory } from '../../src/cli/advisory.ts';

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const { packages } = read('package-lock.json') as { packages: Readonly<Record<string, Locked>> };
const locked = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, one]) => ({ name: path.replace(/^.*node_modules\//, ''), ...one }));

/** Licences that ask for no more than to be named. */
const permissive: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Zlib',
]);

/**
 * Packages of a licence that asks for more, each decided on: used as they come, in files of their own that whoever runs
 * the portal may exchange, which is what LGPL and MPL ask for.
 */
const decided: Readonly<Record<string, string>> = {
  '@img/sharp-libvips-*': 'LGPL-3.0-or-later: libvips, a shared library that sharp loads',
  '@img/sharp-wasm32': 'LGPL-3.0-or-later: the same for machines without a build',
  '@img/sharp-win32-*': 'LGPL-3.0-or-later: the same for Windows',
  'libheif-js': 'LGPL-3.0: libheif as a file of its own, loaded for HEIC pictures',
  '@resvg/resvg-js': 'MPL-2.0: a library, not changed',
  '@resvg/resvg-js-*': 'MPL-2.0: its builds',
};

/** Packages whose manifest names no licence where the lock looks; read in their own files. */
const readByHand: Readonly<Record<string, string>> = {
  busboy: 'MIT',
  'passport-local': 'MIT',
  'passport-strategy': 'MIT',
  pause: 'MIT, in its Readme',
  'png-js': 'MIT',
  streamsearch: 'MIT',
};

/** Whether one may choose a permissive licence, or each that holds is one. */
function isPermissive(licence: string): boolean {
  const choices = licence.replaceAll(/[()]/g, '').split(' OR ');
  return choices.some(choice => choice.split(' AND ').every(one => permissive.has(one)));
}

const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

describe('licences', () => {
  test('tell what may be used from what must be decided on', () => {
    const asked = ['MIT', '(MIT OR GPL-3.0)', 'MIT AND Zlib', 'Apache-2.0 AND LGPL-3.0-or-later', 'GPL-3.0', 'Unknown'];
    expect(asked.map(isPermissive)).toEqual([true, true, true, false, false, false]);
  });

  test('of what is installed in production are permissive, or decided on one by one', () => {
    const installed = locked.filter(({ dev }) => !dev);
    expect(installed.length).toBeGreaterThan(200);
    const open = installed
      .filter(({ name, license = readByHand[name]?.split(',')[0] ?? 'none' }) => !isPermissive(license))
      .filter(({ name }) => !Object.keys(decided).some(pattern => matches(pattern, name)))
      .map(({ name, license }) => `${name}: ${license}`);
    expect(open).toEqual([]);
  });

  test('that were decided on or read by hand are of packages still used', () => {
    const names = locked.map(({ name }) => name);
    const unused = [...Object.keys(decided), ...Object.keys(readByHand)].filter(
      pattern => !names.some(name => matches(pattern, name)),
    );
    expect(unused).toEqual([]);
  });
});

describe('an install can be made again', () => {
  test('each package by the hash of its file, from the registry', () => {
    const registry = 'https://registry.npmjs.org/';
    const loose = locked.filter(
      ({ resolved = registry, integrity }) => !resolved.startsWith(registry) || !integrity?.startsWith('sha512-'),
    );
    expect(loose.map(({ name }) => name)).toEqual([]);
  });

  test('each version is one, not a range', () => {
    const { dependencies, optionalDependencies, devDependencies } = read('package.json') as Manifest;
    const ranges = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
    );
    expect(ranges).toEqual([]);
  });
});

test('the list of materials is made of the lock alone: an install for production is enough', () => {
  const place = mkdtempSync(join(tmpdir(), 'cen-materials-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  for (const file of ['package.json', 'package-lock.json']) cpSync(file, join(place, file));
  const said = execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: place, encoding: 'utf8' });
  const { bomFormat, components } = JSON.parse(said) as { bomFormat: string; components: { name: string }[] };
  const names = components.map(({ name }) => name);
  expect(bomFormat).toBe('CycloneDX');
  expect(names).toContain('express');
  expect(names).not.toContain('vitest');
});

describe('what deploy/slim.sh takes away', () => {
  const script = readFileSync('deploy/slim.sh', 'utf8');
  const taken = [...script.matchAll(/^rm -rf (.*)$/gm)].flatMap(([, paths = '']) => paths.split(' '));

  test('is there to be taken', () => {
    expect(taken.length).toBeGreaterThan(10);
    const named = taken.filter(path => !path.includes('*') && !/embedded|image_decoders/.test(path));
    expect(named.filter(path => !existsSync(`node_modules/${path}`))).toEqual([]);
  });

  test('is named by nothing of the portal', () => {
    const sources = globSync('{src,seeds,migrations,views}/**/*.{ts,ejs}').map(file => readFileSync(file, 'utf8'));
    const used = taken.filter(path =>
      sources.some(text => new RegExp(`['/]${path.replace('*', '.*')}['/]`).test(text)),
    );
    expect(used).toEqual([]);
  });

  test('is what the image goes without', () => {
    expect(readFileSync('Dockerfile', 'utf8')).toContain('npm ci --omit=dev && sh deploy/slim.sh all');
  });
});

describe('advisories', () => {
  const installed = [
    { name: 'one', version: '1.4.0', isDev: false },
    { name: 'one', version: '2.0.0-beta.2', isDev: true },
  ];
  const found = (advisory: Omit<Advisory, 'id'>): string[] =>
    affecting({ id: 'A-1', ...advisory }, installed).map(({ version }) => version);
  const within = (...events: Record<string, string>[]) => ({
    affected: [{ package: { ecosystem: 'npm', name: 'one' }, ranges: [{ type: 'SEMVER', events }] }],
  });

  test.each<[string, Omit<Advisory, 'id'>, string[]]>([
    ['before the fix', within({ introduced: '0' }, { fixed: '1.4.1' }), ['1.4.0']],
    ['with the fix', within({ introduced: '0' }, { fixed: '1.4.0' }), []],
    ['the last affected', within({ introduced: '1.0.0' }, { last_affected: '1.4.0' }), ['1.4.0']],
    ['never fixed', within({ introduced: '1.0.0' }), ['1.4.0', '2.0.0-beta.2']],
    ['of the next major', within({ introduced: '2.0.0-alpha' }, { fixed: '2.0.0' }), ['2.0.0-beta.2']],
    [
      'twice, events in any order',
      within({ fixed: '1.2.0' }, { introduced: '1.3.0' }, { introduced: '0' }),
      ['1.4.0', '2.0.0-beta.2'],
    ],
    ['withdrawn', { ...within({ introduced: '0' }), withdrawn: '2026-01-01T00:00:00Z' }, []],
    ['by its version', { affected: [{ package: { ecosystem: 'npm', name: 'one' }, versions: ['1.4.0'] }] }, ['1.4.0']],
    ['of another ecosystem', { affected: [{ package: { ecosystem: 'PyPI', name: 'one' }, versions: ['1.4.0'] }] }, []],
  ])('%s', (_, advisory, versions) => expect(found(advisory)).toEqual(versions));

  test('know which of two versions is older', () => {
    const inOrder = ['1.0.0-1', '1.0.0-2', '1.0.0-11', '1.0.0-a', '1.0.0-a.1', '1.0.0-b', '1.0.0', '1.0.1', '1.10.0'];
    expect([...inOrder].reverse().sort(compareVersions)).toEqual(inOrder);
  });
});
