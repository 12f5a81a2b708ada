import { scalar } from './json.ts';

type Fields = ReadonlyMap<string, string>;

/**
 * Reads records that are arrays: their columns are named by what stands before them, else by the first array, which
 * then is no record.
 */
export function arrayReader(before: () => string): (text: string) => readonly Fields[] | undefined {
  let names: readonly string[] | undefined;
  return text => {
    const cells = arrayIn(text);
    if (!cells) return undefined;
    const isFirst = names === undefined;
    names ??= namesIn(before(), cells.length);
    if (names === undefined) {
      names = cells.map(scalar);
      return [];
    }
    if (isFirst && cells.every((cell, at) => cell === names?.[at])) return [];
    const named = names;
    return [new Map(cells.map((cell, at) => [named[at] ?? `column ${at + 1}`, scalar(cell)]))];
  };
}

/** The array a text is; undefined where it is none, or breaks off. */
export function arrayIn(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The names that a list before the records gives: the last one as long as a record, else one that says so. */
function namesIn(before: string, width: number): string[] | undefined {
  const lists = [...before.matchAll(/"([^"]+)"\s*:\s*(?=\[)/g)]
    .reverse()
    .flatMap(({ index, 0: found, 1: key = '' }) => {
      const names = arrayIn(balanced(before.slice(index + found.length)))?.map(nameOf);
      return names && names.length > 1 && names.every(name => name !== undefined) ? [{ key, names }] : [];
    });
  const told = lists.find(({ names }) => names.length === width) ?? lists.find(({ key }) => naming.test(key));
  return told?.names;
}

const naming = /^(?:fields|columns|headers?|names)$/i;

/** The text up to the bracket that closes its first one. */
export function balanced(text: string): string {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString && character === '\\') at += 1;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === '[' || character === '{') depth += 1;
    else if ((character === ']' || character === '}') && --depth === 0) return text.slice(0, at + 1);
  }
  return text;
}

function nameOf(field: unknown): string | undefined {
  if (typeof field === 'string') return field;
  if (typeof field !== 'object' || field === null) return undefined;
  const named = field as Readonly<Record<string, unknown>>;
  const texts = [named.fieldName, named.id, named.name, named.label, ...Object.values(named)];
  return texts.find(name => typeof name === 'string');
}
