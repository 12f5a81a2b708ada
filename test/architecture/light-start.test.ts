import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Packages that take megabytes or a tenth of a second: loaded by a dynamic import where they are first needed. */
const heavy = [
  ...[
    '@aws-sdk/client-s3',
    '@duckdb/node-api',
    '@resvg/resvg-js',
    '@simplewebauthn/server',
    '@zxcvbn-ts/language-common',
  ],
  ...['fontkit', 'hucre', 'knex', 'nodemailer', 'pdfjs-dist', 'pdfkit', 'pg-boss', 'qrcode'],
  ...['sanitize-html', 'selfsigned', 'sharp', 'zod'],
];

/** What a file imports before it runs; types are no code. */
const imports = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;

interface Loaded {
  readonly files: ReadonlySet<string>;
  /** Packages, by the file that names them. */
  readonly packages: ReadonlyMap<string, string>;
}

/** What is loaded with a file. */
function loadedWith(start: string): Loaded {
  const packages = new Map<string, string>();
  const seen = new Set<string>();
  const follow = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(imports))
      if (name.startsWith('.')) follow(join(file, '..', name));
      else if (!packages.has(name)) packages.set(name, file);
  };
  follow(start);
  return { files: seen, packages };
}

describe.each(['src/server.ts', 'src/jobs-process.ts', 'src/cli/serve.ts'])('%s', start => {
  test('starts without any heavy package', () => {
    const { packages } = loadedWith(start);
    expect(heavy.filter(name => packages.has(name)).map(name => `${name} by ${packages.get(name)}`)).toEqual([]);
    expect(packages.size).toBeGreaterThan(5);
  });
});

/** Route tables a web process starts with: signing in, home, what waits, the list and the record. */
const firstTables = ['access/session', 'home', 'seizures', 'waiting'].map(room => `src/${room}/routes.ts`);

/** Tables of addresses; means of smuggling have routes as well. */
function tablesAmong(files: ReadonlySet<string>): string[] {
  return [...files]
    .filter(file => /^src\/.+\/routes\.ts$/.test(file) && readFileSync(file, 'utf8').includes('web/route.ts'))
    .sort();
}

describe('files', () => {
  test('a web process starts with the rooms everybody needs, and without what jobs do', () => {
    const { files } = loadedWith('src/server.ts');
    expect(tablesAmong(files)).toEqual(firstTables);
    expect(files.has('src/background.ts')).toBe(false);
    expect(files.size).toBeLessThan(1000);
  });

  test('a process for jobs starts without any page', () => {
    const { files } = loadedWith('src/jobs-process.ts');
    expect(tablesAmong(files)).toEqual([]);
    expect(files.has('src/background.ts')).toBe(true);
    expect(files.size).toBeLessThan(900);
  });
});

test('the process that keeps the others knows no room', () => {
  const { files } = loadedWith('src/cli/serve.ts');
  expect([...files].filter(file => file.startsWith('src/access/') || file.startsWith('src/operations/'))).toEqual([]);
  expect(files.size).toBeLessThan(60);
});

test('the imports of a file are found', () => {
  expect(loadedWith('src/files/store/s3-store.ts').packages.has('@aws-sdk/client-s3')).toBe(true);
  expect(loadedWith('src/analysis/report/pdf/compose.ts').packages.has('pdfkit')).toBe(true);
});
