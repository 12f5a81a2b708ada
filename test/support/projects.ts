import { globSync } from 'node:fs';
import { needsOf } from './needs.ts';

export type Project = 'unit' | 'database' | 'browser';

export function projectOf(testFile: string): Project {
  const needs = needsOf(testFile);
  return needs.has('browser') ? 'browser' : needs.has('database') ? 'database' : 'unit';
}

/** Every test file, by project. */
export function testFiles(): Readonly<Record<Project, string[]>> {
  const files: Record<Project, string[]> = { unit: [], database: [], browser: [] };
  for (const file of globSync('test/**/*.test.ts').sort()) files[projectOf(file)].push(file);
  return files;
}
