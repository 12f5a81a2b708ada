import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What a test file needs beyond Node. */
export type Need = 'database' | 'browser' | 'scanner' | 's3' | 'pgbouncer';

const tests = resolve(import.meta.dirname, '..');

/** A file that names one of these needs it, and so does whatever test file leads there. */
const signs: readonly (readonly [Need, RegExp])[] = [
  ['database', /support\/database\.ts$|evaluation\/index\.ts$|src\/start\.ts$/],
  ['browser', /^playwright$/],
  ['scanner', /support\/clamd\.ts$/],
  ['s3', /support\/s3\.ts$/],
  ['pgbouncer', /support\/pgbouncer\.ts$/],
];

interface Named {
  readonly needs: readonly Need[];
  /** Other files under `test`. */
  readonly leads: readonly string[];
}

const known = new Map<string, Named>();

/** Read from the file's imports, and from those of what it imports under `test`: there is no list to keep. */
export function needsOf(testFile: string): ReadonlySet<Need> {
  const needs = new Set<Need>();
  const seen = new Set<string>();
  const waiting = [resolve(testFile)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const named = known.get(file) ?? namedIn(file);
    known.set(file, named);
    for (const need of named.needs) needs.add(need);
    waiting.push(...named.leads);
  }
  return needs;
}

/** Types are gone when the file runs. A script that is started by its name counts like an import. */
function namedIn(file: string): Named {
  const text = readFileSync(file, 'utf8').replaceAll(/^import type\b[^;]*;/gm, '');
  const targets = [...text.matchAll(/'(playwright|[\w./-]+\.ts)'/g)].map(([, name = '']) =>
    name === 'playwright' ? name : join(dirname(file), name),
  );
  return {
    needs: signs.filter(([, sign]) => targets.some(target => sign.test(target))).map(([need]) => need),
    leads: targets.filter(target => target.startsWith(tests) && existsSync(target)),
  };
}
