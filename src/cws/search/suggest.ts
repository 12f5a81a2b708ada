import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { listLikelyWords } from './store-suggest.ts';

/** Shorter words are too like each other. Characters. */
const shortest = 4;
/** Words of a search that are looked at. */
const mostWords = 4;

/**
 * What may have been meant where nothing was found: the search with each word replaced by the likest of what the viewer
 * may read. Undefined where every word is known, or none is like one.
 */
export async function suggestFor(on: Queryable, viewer: Viewer, q: string): Promise<string | undefined> {
  const typed = [...new Set(q.toLowerCase().match(/\p{L}+/gu) ?? [])]
    .filter(({ length }) => length >= shortest)
    .slice(0, mostWords);
  if (typed.length === 0) return undefined;
  const lengths = typed.map(({ length }) => length);
  const known = await listLikelyWords(
    on,
    viewer,
    typed.map(word => word.slice(0, 1)),
    { shortest: Math.min(...lengths) - 2, longest: Math.max(...lengths) + 2 },
  );
  const meant = new Map(typed.map(word => [word, nearest(word, known, word.length > 6 ? 2 : 1) ?? word]));
  const better = q.replace(/\p{L}+/gu, word => {
    const found = meant.get(word.toLowerCase());
    return found === undefined || found === word.toLowerCase() ? word : found;
  });
  return better === q ? undefined : better;
}

/** The word with the fewest letters changed, at most `slack`; the first of equals. */
function nearest(word: string, known: readonly string[], slack: number): string | undefined {
  let found: { word: string; changes: number } | undefined;
  for (const one of known) {
    const changes = changesBetween(word, one);
    if (changes <= slack && changes < (found?.changes ?? Infinity)) found = { word: one, changes };
  }
  return found?.word;
}

/** Letters to change, put in or take out (Levenshtein), of short words. */
export function changesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [to, same] of [...other].entries())
      next.push(Math.min((row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1, (row[to] ?? 0) + (letter === same ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}
