import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/**
 * The files of this repository a file needs when it runs, itself included. Through an `index.ts` that hands names on,
 * only the files of the names asked for count: a page of a room is no part of what the room's seeds need.
 */
export function importedBy(file: string): readonly string[] {
  const asked = new Set<string>();
  const files = new Set<string>();

  /** Everything the file names, however it does. */
  function takeWhole(path: string): void {
    if (asked.has(path)) return;
    asked.add(path);
    files.add(path);
    if (!path.endsWith('.ts')) return;
    const text = textOf(path);
    const imports = [...text.matchAll(/^(?:import|export)\s*([^;']*?)(?:\s*from)?\s*'(\.[^']+)'/gm)];
    const imported = new Set(imports.map(([, , target = '']) => target));
    for (const [, names = '', target = ''] of imports) take(resolve(dirname(path), target), names);
    for (const [, target = ''] of text.matchAll(/'(\.\.?\/[^'\s]+)'/g))
      if (!imported.has(target)) takeIfFile(resolve(dirname(path), target));
  }

  function takeIfFile(path: string): void {
    if (existsSync(path) && statSync(path).isFile()) takeWhole(path);
  }

  function take(path: string, names: string): void {
    if (basename(path) !== 'index.ts' || names === '' || names.includes('*')) return takeIfFile(path);
    files.add(path);
    const handedOn = [...textOf(path).matchAll(/^export\s*\{([^}]*)\}\s*from\s*'(\.[^']+)'/gm)];
    for (const [name] of names.matchAll(/\w+(?=\s*(?:,|\}|as\b|$))/g)) {
      if (asked.has(`${path} ${name}`)) continue;
      asked.add(`${path} ${name}`);
      const from = handedOn.find(([, list = '']) => new RegExp(`\\b${name}\\b`).test(list));
      // What the index makes itself may use whatever it imports.
      if (from === undefined) takeWhole(path);
      else take(resolve(dirname(path), from[2] ?? ''), name);
    }
  }

  takeWhole(resolve(file));
  return [...files];
}

/** Types are gone when a file runs. */
function textOf(path: string): string {
  return readFileSync(path, 'utf8').replaceAll(/^(?:import|export) type\b[^;]*;/gm, '');
}
