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
    names ??= namesIn(before());
    if (names === undefined) {
      names = cells.map(scalar);
      return [];
    }
    if (isFirst && cells.every((cell, at) => cell === names?.[at])) return [];
    const named = names;
    return [new Map(cells.map((cell, at) => [named[at] ?? `column ${at + 1}`, scalar(cell)]))];
  };
}

function arrayIn(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The names a list of fields gives, the last such list before the records. */
function namesIn(before: string): string[] | undefined {
  const lists = [...before.matchAll(/"(?:fields|columns|headers?|names)"\s*:\s*(?=\[)/gi)];
  for (const { index, 0: found } of lists.reverse()) {
    const names = arrayIn(balanced(before.slice(index + found.length)))?.map(nameOf);
    if (names && names.length > 1 && names.every(name => name !== undefined)) return names;
  }
  return undefined;
}

/** The text up to the bracket that closes its first one. */
function balanced(text: string): string {
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
  return [named.fieldName, named.id, named.name, named.label].find(name => typeof name === 'string');
}
