import { fold } from '../../reference/index.ts';
import type { Lists } from '../../reference/index.ts';
import { headings } from '../headings/index.ts';
import { termOf } from '../record/search-columns.ts';
import { join, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';

/**
 * Full-text search over codes and texts. A word matches a record when it is in its texts (English or French form), or
 * when a code of the record has it in its name in either language: "cocaïne" finds what was recorded as cocaine, and
 * the reverse.
 */
export interface WordIndex {
  /** Search lexemes of the codes whose names hold this word; at most 200. */
  terms(word: string): readonly string[];
}

const searchedLists = [
  'country',
  'transport',
  'concealment',
  'location',
  'detection',
  'heading',
  'direction',
  'ods_blend',
  'cites_term',
  'place',
];
const mostTerms = 200;
/** A word in the names of more places than this tells of a kind of place ("airport", "port"), not of one. */
const mostPlaces = 40;

/** Words that carry no meaning of their own in English or French: they are in no index, so they may not be required. */
const emptyWords = new Set(
  // English, as PostgreSQL leaves them out of an English text
  (
    'i me my we our us you your he him his she her it its they them their what which who whom this that these ' +
    'those am is are was were be been being have has had having do does did doing a an the and but if or ' +
    'because as until while of at by for with about against between into through during before after above ' +
    'below to from up down in out on off over under again further then once here there when where why how all ' +
    'any both each few more most other some such no nor not only own same so than too very can will just should ' +
    'now ' +
    // French, likewise
    'au aux avec ce ces cette dans de des du elle en et eux il je la le les leur lui ma mais me meme mes moi ' +
    'mon ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos ' +
    'votre vous est ete etait sont'
  ).split(' '),
);

/** Singular and plural meet: the commonest endings of English and French names. */
function stem(word: string): string {
  return word.length > 4 ? word.replace(/(ies|y)$/, 'i').replace(/(es|s|x|e)$/, '') : word;
}

function wordsIn(text: string): string[] {
  return (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => !emptyWords.has(word));
}

/** Reads the names and synonyms of the searched lists once. */
export function indexWords(lists: Lists): WordIndex {
  const index = new Map<string, Set<string>>();
  const all = [...searchedLists, ...new Set(Object.values(headings).map(heading => heading.productList))];
  for (const list of all)
    for (const fact of lists.all(list)) {
      const texts = [fact.nameEn, fact.nameFr, fact.code, fact.details.synonyms ?? ''];
      for (const word of new Set(wordsIn(texts.join(' ')).map(stem))) {
        const codes = index.get(word) ?? new Set();
        index.set(word, codes.add(termOf(list, fact.code)));
      }
    }
  for (const codes of index.values()) {
    const places = [...codes].filter(code => code.startsWith('place:'));
    if (places.length > mostPlaces) for (const code of places) codes.delete(code);
  }
  return { terms: word => [...(index.get(stem(fold(word))) ?? [])].slice(0, mostTerms) };
}

interface Wanted {
  readonly text: string;
  readonly phrase: boolean;
  readonly not: boolean;
}

/**
 * Splits what was typed: words, "phrases", and words to leave out with a minus before them. Empty words are dropped.
 */
export function splitWords(q: string): Wanted[] {
  return [...q.matchAll(/(-?)(?:"([^"]+)"|([^\s"]+))/gu)]
    .map(([, minus, phrase, word]) => ({
      text: (phrase ?? word ?? '').trim(),
      phrase: phrase !== undefined,
      not: minus === '-',
    }))
    .filter(({ text }) => wordsIn(text).length > 0);
}

/** The tsquery of what was typed, all words required; undefined when there is no word in it. */
export function tsQuery(q: string, words: WordIndex): Sql | undefined {
  const wanted = splitWords(q);
  if (wanted.length === 0) return undefined;
  const pieces = wanted.map(one => pieceOf(one, words));
  return sql`(${join(pieces, ') && (')})`;
}

function pieceOf({ text, phrase, not }: Wanted, words: WordIndex): Sql {
  const reader = phrase ? sql`phraseto_tsquery` : sql`plainto_tsquery`;
  const lexemes = [...exactLexemes(text), ...codesOf(text, words)].join(' | ');
  const found = sql`(${reader}('cen_en', ${text}) || ${reader}('cen_fr', ${text}) || ${lexemes}::tsquery)`;
  return not ? sql`!!${found}` : found;
}

/** Codes named by a typed word; of a word in parts ("ro-ro", "d'ivoire") those that every part names. */
function codesOf(text: string, words: WordIndex): string[] {
  const [first = [], ...rest] = wordsIn(text).map(word => words.terms(word));
  return first.filter(code => rest.every(codes => codes.includes(code))).map(quoteLexeme);
}

/** The word itself as it is stored: references and HS codes are kept whole, and may be typed in part. */
function exactLexemes(text: string): string[] {
  const whole = quoteLexeme(text.toLowerCase());
  if (!/\d/.test(text) || text.length < 4) return [whole];
  const digits = text.replaceAll('.', '');
  return [`${whole}:*`, ...(/^\d{4,10}$/.test(digits) ? [`${quoteLexeme(`hs:${digits}`)}:*`] : [])];
}

function quoteLexeme(text: string): string {
  return `'${text.replace(/[\\']/g, '$&$&')}'`;
}
