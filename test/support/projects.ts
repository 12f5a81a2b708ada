import { globSync, readFileSync } from 'node:fs';
import { needsOf } from './needs.ts';

/** `isolated` files put another module in the place of one of ours, and so share no worker with others. */
export type Project = 'unit' | 'database' | 'isolated' | 'browser';

export function projectOf(testFile: string): Project {
  const needs = needsOf(testFile);
  if (needs.has('browser')) return 'browser';
  if (/^vi\.mock\(/m.test(readFileSync(testFile, 'utf8'))) return 'isolated';
  return needs.has('database') ? 'database' : 'unit';
}

/** Every test file, by project. */
export function testFiles(): Readonly<Record<Project, string[]>> {
  const files: Record<Project, string[]> = { unit: [], database: [], isolated: [], browser: [] };
  for (const file of globSync('test/**/*.test.ts').sort()) files[projectOf(file)].push(file);
  return files;
}
