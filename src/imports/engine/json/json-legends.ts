import type { CodeList } from '../workbook/legends.ts';
import { balanced } from './json-arrays.ts';

/** The lists of codes a JSON file carries beside its records (`"via": {"1": "sea", "2": "air"}`), by their column. */
export function codeListsIn(texts: readonly string[]): CodeList[] {
  const rows = texts.flatMap(text =>
    [...text.matchAll(/"([^"]+)"\s*:\s*(?=\{)/g)].flatMap(({ index, 0: found, 1: name = '' }) =>
      Object.entries(meaningsIn(text.slice(index + found.length)) ?? {}).map(([code, meaning]) => [
        name,
        code,
        meaning,
      ]),
    ),
  );
  return rows.length === 0 ? [] : [{ rows }];
}

/** No list of codes is longer. */
const longest = 40_000;

/** An object of texts only. */
function meaningsIn(text: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(balanced(text.slice(0, longest)));
    const isList = typeof value === 'object' && value !== null && Object.values(value).every(isText);
    return isList ? (value as Record<string, string>) : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
