import type { Cue, Page, Span } from '../page.ts';
import { isPerson, knownWords } from './read-name.ts';

/** Small words that stand between a name and what happened to the person. */
const between = new Set(
  (
    'was were is are has had have been then later also both he she and his her brother wife husband son daughter a ' +
    'ete est ont fue fueron ha sido foi foram wurde wurden ist worden zostal zostala byl byla был была были ' +
    'gozaltina bi tam رقم et sa mari femme su esposa marido hermano y e i ve na und ihre frau en the driver passenger'
  ).split(' '),
);
/** Said of ships, cars and goods too. */
const loose = new RegExp(
  `^(?:told|sign|firm|assin|unters|подп|imza|recu|recib|receb|receiv|detained|held|прибыл|прилетел|следовал
|arriv|travel|carried|drove|fled|escaped|deni|deteni?d|reconnu|placee?s?$|zatrzym|alindi|giu|bat)`.replace(/\n/g, ''),
);
const particles = /^(?:de|da|do|dos|das|di|du|del|la|le|van|von|der|den|bin|ibn|ben|al|el)$/;

const capital = /^[\p{Lu}\p{Lo}]/u;

interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The word that ends just before a place, over spaces and one bracket or comma. */
function wordBefore(page: Page, at: number, over: RegExp): Word | undefined {
  let end = at;
  while (end > 0 && at - end < 3 && over.test(page.text[end - 1]!)) end -= 1;
  let start = end;
  while (start > 0 && end - start < 32 && /[\p{L}'.-]/u.test(page.text[start - 1]!)) start -= 1;
  if (start === end || end === at) return undefined;
  return { start, end, text: page.text.slice(start, end) };
}

/** Where the small words before what happened begin: "… and his brother were ". */
function beforeSmallWords(page: Page, from: number): number {
  let at = from;
  for (let skipped = 0; skipped < 6; skipped += 1) {
    const word = wordBefore(page, at, /[ (,،]/);
    if (!word || !between.has(word.text)) break;
    at = word.start;
  }
  return at;
}

/** Up to four words in capitals that end before a place, with the particles between. */
function wordsBefore(page: Page, at: number): Word[] {
  const words: Word[] = [];
  for (let next = wordBefore(page, at, /[ (,،]/); next && words.length < 4; next = wordBefore(page, next.start, / /)) {
    const endsSentence = words.length > 0 && next.text.length > 3 && next.text.endsWith('.');
    const belongs = capital.test(next.text) || (words.length > 0 && particles.test(next.text));
    if (endsSentence || !belongs) break;
    words.unshift(next);
  }
  while (words.length > 0 && !capital.test(words[0]!.text)) words.shift();
  return words;
}

/** A name before "was arrested", "a été interpellé", "(driver)". */
export function caught(page: Page, cue: Cue): Span | undefined {
  const at = beforeSmallWords(page, cue.start);
  const words = wordsBefore(page, at);
  const [first] = words;
  if (!first) return undefined;
  const surname = words.length === 1 ? wordBefore(page, first.start, /[ ,]/) : undefined;
  // "Otieno, Peter (driver)"
  const isInverted = surname && capital.test(surname.text) && /,\s$/.test(page.text.slice(surname.end, first.start));
  return asSpan(page, cue, isInverted ? [surname, first] : words);
}

function asSpan(page: Page, cue: Cue, words: readonly Word[]): Span | undefined {
  const end = words.at(-1)!.end;
  const name = { end, words: words.map(word => word.text) };
  const isCased = /^\p{Lu}/u.test(name.words[0]!);
  const least = !isCased || loose.test(cue.word) || cue.word === 'driver' || cue.word === 'passenger' ? 1 : 0;
  const span: Span = { start: words[0]!.start, end, kind: 'titled_name' };
  if (isPerson(page, name, { words: 2, known: least })) return span;
  const isKnown = words.length === 1 && knownWords(name.words) === 1 && name.words[0]!.length > 3;
  return isKnown && isCased && isPerson(page, name, { words: 1, known: 1 }) && !loose.test(cue.word) ? span : undefined;
}

/** "Carlos Funes, DUI 04718203": a known name with a comma before a word of papers, a phone or a birth. */
export function holder(page: Page, cue: Cue): Span | undefined {
  const at = beforeSmallWords(page, cue.start);
  const words = wordsBefore(page, at);
  const last = words.at(-1);
  if (!last || !/^\s?[,،(]\s?$/.test(page.text.slice(last.end, at))) return undefined;
  const name = { end: last.end, words: words.map(word => word.text) };
  if (!isPerson(page, name, { words: 2, known: 1 })) return undefined;
  return { start: words[0]!.start, end: last.end, kind: 'titled_name' };
}
