import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writeModules } from '../support/typed-views.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const views = globSync('views/**/*.ejs', { cwd: root });

/** Views the compiler has still to agree with. The list only gets shorter. */
const notYet: readonly string[] = [];

/**
 * What the compiler finds wrong with the views, as `views/room/page.ejs:12 why`. What was found right before is not
 * looked at again.
 */
function complaints(): string[] {
  const directory = join(root, 'node_modules/.cache/typed-views');
  rmSync(join(directory, 'views'), { recursive: true, force: true });
  writeModules(views, root, directory);
  const { stdout } = spawnSync(
    process.execPath,
    [`${root}/node_modules/typescript/bin/tsc`, '--noEmit', '--incremental', '--tsBuildInfoFile', 'found', '-p', '.'],
    { cwd: directory, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout
    .split('\n')
    .filter(line => /^views\/.*error TS/.test(line))
    .map(line => line.replace(/^(views\/.*)\.ts\((\d+),\d+\): error (TS\d+): /, '$1.ejs:$2 $3 '));
}

test('every view uses what it is given, and gives what the views it includes need', () => {
  const found = complaints();
  const viewOf = (complaint: string): string => complaint.replace(/:.*/, '');
  expect(found.filter(complaint => !notYet.includes(viewOf(complaint)))).toEqual([]);
  expect(notYet.filter(view => !found.some(complaint => viewOf(complaint) === view))).toEqual([]);
});

test('a page is rendered by render(), which knows what each view is given', () => {
  const others = globSync('src/**/*.ts', { cwd: root }).filter(
    file => file !== 'src/web/render.ts' && /\.render\(/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(others).toEqual([]);
});
