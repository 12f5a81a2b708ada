import type { Lists } from '../reference/index.ts';
import type { Fragment } from '../db/sql.ts';
import { headings } from './headings/index.ts';
import { termOf } from './project.ts';

/**
 * Full-text search over codes and texts. A word matches a record when it is in its texts (English or French form), or when
 * a code of the record has it in its name in either language: "cocaïne" finds what was recorded as cocaine, and the reverse.
 */
export interface WordIndex {
  /** Search lexemes of the codes whose names hold this word; at most 200. */
  terms(word: string): readonly string[];
}

const searchedLists = ['country', 'transport', 'concealment', 'location', 'detection', 'heading', 'direction', 'ods_blend', 'cites_term', 'place'];
const mostTerms = 200;

/** Lower case without accents, as the database's text search reads words. */
export function foldWord(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/ß/g, 'ss');
}

/** Singular and plural meet: the commonest endings of English and French names. */
function stem(word: string): string {
  return word.length > 4 ? word.replace(/(ies|y)$/, 'i').replace(/(es|s|x|e)$/, '') : word;
}

export function indexWords(lists: Lists): WordIndex {
  const index = new Map<string, Set<string>>();
  const all = [...searchedLists, ...new Set(Object.values(headings).map((heading) => heading.productList))];
  for (const list of all) for (const fact of lists.all(list)) {
    const texts = [fact.nameEn, fact.nameFr, fact.code, fact.details['synonyms'] ?? ''];
    for (const word of foldWord(texts.join(' ')).match(/[\p{L}\p{N}]{2,}/gu) ?? []) {
      const set = index.get(stem(word)) ?? new Set();
      index.set(stem(word), set.add(termOf(list, fact.code)));
    }
  }
  return { terms: (word) => [...index.get(stem(foldWord(word))) ?? []].slice(0, mostTerms) };
}

interface Wanted { readonly text: string; readonly phrase: boolean; readonly not: boolean }

/** Splits what was typed: words, "phrases", and words to leave out with a minus before them. At most 12. */
export function splitWords(q: string): Wanted[] {
  const parts = [...q.matchAll(/(-?)(?:"([^"]+)"|([^\s"]+))/gu)].slice(0, 12);
  return parts.map(([, minus, phrase, word]) => ({ text: (phrase ?? word ?? '').trim(), phrase: phrase !== undefined, not: minus === '-' }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** The tsquery of what was typed, all words required; undefined when there is no word in it. */
export function tsQuery(q: string, words: WordIndex): Fragment | undefined {
  const wanted = splitWords(q);
  if (wanted.length === 0) return undefined;
  const pieces = wanted.map((one) => pieceOf(one, words));
  return {
    text: pieces.map(({ text }) => `(${text})`).join(' && '),
    bindings: pieces.flatMap(({ bindings }) => bindings),
  };
}

function pieceOf({ text, phrase, not }: Wanted, words: WordIndex): Fragment {
  const reader = phrase ? 'phraseto_tsquery' : 'plainto_tsquery';
  const codes = phrase ? [] : words.terms(text);
  const lexemes = [exactLexeme(text), ...codes.map(quoteLexeme)].join(' | ');
  return {
    text: `${not ? '!!' : ''}(${reader}('cen_en', ?) || ${reader}('cen_fr', ?) || ?::tsquery)`,
    bindings: [text, text, lexemes],
  };
}

/** The word itself as a lexeme: references are stored whole, and may be typed in part. */
function exactLexeme(text: string): string {
  const isReference = /\d/.test(text) && text.length >= 4;
  return `${quoteLexeme(text.toLowerCase())}${isReference ? ':*' : ''}`;
}

function quoteLexeme(text: string): string {
  return `'${text.replace(/[\\']/g, '$&$&')}'`;
}
