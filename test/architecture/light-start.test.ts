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
  ...['fontkit', 'hucre', 'knex', 'nodemailer', 'pdfjs-dist', 'pdfkit', 'pg-boss', 'qrcode', 'selfsigned', 'sharp'],
];

/** What a file imports before it runs; types are no code. */
const imports = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;

/** Packages loaded with a file, by the file that names them. */
function loadedWith(start: string): ReadonlyMap<string, string> {
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
  return packages;
}

describe.each(['src/server.ts', 'src/jobs-process.ts', 'src/cli/serve.ts'])('%s', start => {
  test('starts without any heavy package', () => {
    const loaded = loadedWith(start);
    expect(heavy.filter(name => loaded.has(name)).map(name => `${name} by ${loaded.get(name)}`)).toEqual([]);
    expect(loaded.size).toBeGreaterThan(5);
  });
});

test('the imports of a file are found', () => {
  expect(loadedWith('src/files/store/s3-store.ts').has('@aws-sdk/client-s3')).toBe(true);
  expect(loadedWith('src/analysis/report/pdf/compose.ts').has('pdfkit')).toBe(true);
});
