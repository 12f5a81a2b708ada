import type { Page } from '../page.ts';
import { isNameWord } from './name-words.ts';
import { isBrandOrPlace, isNoName } from './not-names.ts';

/** A run of words that may be a name. */
export interface Name {
  readonly end: number;
  readonly words: readonly string[];
}

const nameWord = /[\p{Lu}\p{Lo}][\p{L}]{0,30}(?:['-]\p{L}{1,30}){0,3}\.?/uy;
const particles = 'de|da|do|dos|das|di|du|del|la|van|von|der|den|ter|te|bin|ibn|ben|al|el|y|e';
const particle = new RegExp(`(?:(?:${particles})\\s+){1,3}(?=\\p{Lu})|(?:بن|ابن|ال)\\s+`, 'uy');
const furtherTitle = /^(?:Dr|Dra|Prof|Ing|Mag|Lic|inż|dr)\.$/;
/** "John Mwangi KCA 123A": the plate is no part of the name. */
const isPlateStart = /^\p{Lu}{1,4}[ -]?\d/u;
const gap = /[ \t\u00a0]{1,3}/y;

/** What a sticky pattern matches at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Up to four name words from a place; a full stop after a longer word ends the name. */
export function readName(page: Page, from: number): Name {
  const words: string[] = [];
  let end = from;
  let at = from;
  while (words.length < 4) {
    at += matchAt(particle, page.text, at)?.length ?? 0;
    const word = matchAt(nameWord, page.text, at);
    if (!word || (words.length > 0 && isPlateStart.test(page.text.slice(at, at + 7)))) break;
    const isInitial = word.length <= 2;
    const closes = word.endsWith('.') && !isInitial && !furtherTitle.test(word);
    words.push(word.replace(/\.$/, ''));
    end = at + word.length - (closes ? 1 : 0);
    const space = matchAt(gap, page.text, at + word.length);
    if (!space || closes) break;
    at += word.length + space.length;
  }
  return { end, words };
}

/** A surname, a comma and the rest: "SILVA, Edson". */
export function readInverted(page: Page, from: number): Name {
  const name = readName(page, from);
  if (name.words.length !== 1) return name;
  const comma = /^,\s?/.exec(page.text.slice(name.end, name.end + 2));
  if (!comma) return name;
  const rest = readName(page, name.end + comma[0].length);
  if (rest.words.length === 0 || rest.words.length > 2) return name;
  return { end: rest.end, words: [...name.words, ...rest.words] };
}

/** A word of the folded text as the lists have it. */
export function folds(word: string): string {
  const lower = word.toLowerCase();
  return lower.endsWith("'s") ? lower.slice(0, -2) : lower;
}

/** Endings of surnames in Cyrillic letters, folded. */
const cyrillicSurname = /^[а-яіїє-]{3,}(?:ов|ев|ова|ева|ина|енко|швили|дзе|скии|ская|заде|оглы|кызы)$/;

/** How many words of a name are listed or end like a surname, each part of "Jean-Pierre" for itself. */
export function knownWords(words: readonly string[]): number {
  return words.filter(word => {
    const lower = folds(word);
    return (
      isNameWord(lower) || cyrillicSurname.test(lower) || (lower.includes('-') && lower.split('-').some(isNameWord))
    );
  }).length;
}

const article = /^(?:El|Al|La|Le|Los|Las|Van|Von|Der|Den|De|Da|Do|Ben|Bin|A|An)$/;
const firmAfter =
  /^[ ,]{0,2}(?:&|ltd|llc|limited|inc|gmbh|s\.?a\.?s?|sarl|ltda|plc|co|corp|company|a\.s|sp|trading|group)(?![\p{L}])/u;

/** What is asked of a run of words, beside that none of them is a word of a firm, a place or a thing. */
export interface Demand {
  /** Words of two letters or more. */
  readonly words: number;
  /** Words that stand in the lists of names. */
  readonly known: number;
}

/** Whether a run of words is a person's name. In a text all in capitals one word must be a known name. */
export function isPerson(page: Page, name: Name, demand: Demand): boolean {
  const words = name.words.filter(word => word.length > 1);
  if (words.length < demand.words || words.length === 0) return false;
  if (
    words.some((word, at) => isNoName(folds(word)) && !(at > 0 && article.test(word))) ||
    isBrandOrPlace(words.map(folds))
  )
    return false;
  const after = page.lower.slice(name.end, name.end + 12);
  const isFirm = firmAfter.test(after) && /^[ ,]{0,2}[\p{Lu}&]/u.test(page.text.slice(name.end, name.end + 3));
  if (isFirm) return false;
  const known = knownWords(words);
  const least = page.isCapitals && demand.known === 0 ? 1 : demand.known;
  return known >= least;
}
