import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { taught } from './examples.ts';

/** Where the hash of what the weights were learnt from is kept, beside them. */
export const sourcesFile = new URL('../../../src/personal-data/tagger/weights.sources', import.meta.url);

const programs = [
  'test/support/tagger/train.ts',
  'test/support/tagger/examples.ts',
  'test/support/tagger/write.ts',
  ...['tokens', 'features', 'decode', 'labels', 'word-set'].map(name => `src/personal-data/tagger/${name}.ts`),
  ...['people/name-words', 'people/not-names', 'normalize-text', 'words'].map(name => `src/personal-data/${name}.ts`),
];

/** SHA-256 of the sentences and the programs, in hex. Where a program stands and what it imports teach nothing. */
export function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const path of [...programs, ...taught.map(name => `test/fixtures/guard/${name}`)])
    hash
      .update(basename(path))
      .update(withoutImports(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')));
  return hash.digest('hex');
}

function withoutImports(text: string): string {
  return text.replaceAll(/^import [^;]*;\n/gm, '');
}
