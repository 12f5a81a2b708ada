import { inPlainLetters } from '../text/fold.ts';
import type { ReferenceEntry, ReferenceLang } from './entry.ts';

interface Words {
  readonly entry: ReferenceEntry;
  readonly code: string;
  readonly en: string;
  readonly fr: string;
  /** Other words for it, of any language. */
  readonly also: string;
}
export type WordIndex = readonly Words[];

/**
 * Lower case without accents, ligatures or typographic marks, so that "Emirats" finds "Émirats" and "oeuf" finds "œuf".
 */
export function fold(text: string): string {
  return inPlainLetters(text).replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim();
}

export function indexWords(entries: readonly ReferenceEntry[]): WordIndex {
  return entries.map(entry => ({
    entry,
    code: fold(entry.code),
    en: fold(entry.nameEn),
    fr: fold(entry.nameFr),
    also: fold(entry.details.synonyms ?? ''),
  }));
}

/**
 * Up to `limit` entries of `allowed` that fit the text: code first, then beginnings of names, of words, then parts; the
 * viewer's language before the other. Empty text gives the first of `allowed` in its order. HS codes may be typed with
 * dots.
 */
export function bestMatches(
  index: WordIndex,
  allowed: ReadonlySet<ReferenceEntry>,
  text: string,
  lang: ReferenceLang,
  limit: number,
): ReferenceEntry[] {
  const wanted = fold(text);
  if (wanted === '') return [...allowed].slice(0, limit);
  const digits = /^[\d. ]+$/.test(wanted) ? wanted.replace(/[. ]/g, '') : wanted;
  const order = new Map([...allowed].map((entry, place) => [entry, place]));
  return index
    .filter(({ entry }) => allowed.has(entry))
    .map(words => ({ entry: words.entry, rank: rank(words, wanted, digits, lang) }))
    .filter(({ rank: found }) => found < Infinity)
    .sort((a, b) => a.rank - b.rank || (order.get(a.entry) ?? 0) - (order.get(b.entry) ?? 0))
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function rank(words: Words, wanted: string, digits: string, lang: ReferenceLang): number {
  if (words.code === wanted || words.code === digits) return 0;
  const own = lang === 'fr' ? words.fr : words.en;
  const other = lang === 'fr' ? words.en : words.fr;
  if (own === wanted) return 1;
  if (words.code.startsWith(wanted) || words.code.startsWith(digits)) return 2;
  return Math.min(3 + nameRank(own, wanted), 4 + nameRank(other, wanted), 8 + nameRank(words.also, wanted));
}

/** 0 the name begins with it, 2 a word does, 4 it is somewhere, 6 all its words are. */
function nameRank(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  const at = name.indexOf(wanted);
  if (at < 0) return wanted.split(' ').every(word => name.includes(word)) ? 6 : Infinity;
  return beginsWord(name, wanted, at) ? 2 : 4;
}

function beginsWord(name: string, wanted: string, first: number): boolean {
  for (let at = first; at >= 0; at = name.indexOf(wanted, at + 1)) {
    if (at === 0 || /[^\p{L}\p{N}]/u.test(name.charAt(at - 1))) return true;
  }
  return false;
}
