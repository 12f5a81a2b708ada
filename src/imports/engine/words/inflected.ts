import type { Candidate, Entry, Match } from '../columns/matcher.ts';
import { fold } from './words.ts';

/** Languages that write goods behind a number in another case than alone: "12 кг гашиша", "450 paczek papierosów". */
const inflecting: ReadonlySet<string> = new Set(
  'ru uk be pl cs sk sl hr bs sr bg mk lv lt et fi hu el tr az kk ky uz tk tg mn ka hy sq ro is de'.split(' '),
);

/** Names of goods by the letters that all their cases begin with. */
export type Stems = ReadonlyMap<string, readonly Named[]>;

interface Named {
  readonly words: readonly string[];
  readonly code: string;
}

/** Letters a stem has at least, and those an ending has at most. */
const [fewest, longestEnding] = [4, 3];

export function stemsOf(entries: Iterable<Entry>): Stems {
  const stems = new Map<string, Named[]>();
  for (const { word, code, language = '', source } of entries) {
    if (!inflecting.has(language) || source === 'loose' || code.startsWith('HEADING:')) continue;
    const words = fold(word).split(' ');
    const start = startOf(words);
    if (words.length > 3 || start.length < fewest) continue;
    const own = stems.get(start);
    if (own) own.push({ words, code });
    else stems.set(start, [{ words, code }]);
  }
  return stems;
}

function startOf([first = '']: readonly string[]): string {
  return first.slice(0, fewest);
}

/**
 * Goods whose name stands in another case than the lists have it in: "гашиша", "broni palnej"; to be confirmed. Of a
 * heading, where it is known.
 */
export function inflectedGoods(word: string, stems: Stems, heading: string): Match | undefined {
  const words = fold(word).split(' ');
  const found = (stems.get(startOf(words)) ?? [])
    .filter(({ code }) => (heading === '' ? !code.startsWith('IPR/') : code.startsWith(`${heading}/`)))
    .flatMap(named => {
      const score = likeness(words, named.words);
      return score === undefined ? [] : [{ code: named.code, score }];
    })
    .sort((a, b) => b.score - a.score);
  const [best] = found;
  if (!best) return undefined;
  const codes = new Set(found.filter(({ score }) => score === best.score).map(({ code }) => code));
  if (codes.size > 1) return undefined;
  const candidates: Candidate[] = [{ code: best.code, score: 0.85, word, why: 'loose' }];
  return { how: 'part', code: best.code, candidates, auto: false, preselected: true };
}

/** The share of letters that names in two cases have in common; undefined where they are two names. */
function likeness(own: readonly string[], other: readonly string[]): number | undefined {
  if (own.length !== other.length) return undefined;
  let common = 0;
  let all = 0;
  for (const [at, word] of own.entries()) {
    const known = other[at] ?? '';
    const stem = sharedStart(word, known);
    const longest = Math.max(word.length, known.length);
    const isCase = stem >= fewest && stem >= longest * 0.6 && longest - stem <= longestEnding;
    if (word !== known && !isCase) return undefined;
    common += stem;
    all += longest;
  }
  return common / all;
}

function sharedStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
