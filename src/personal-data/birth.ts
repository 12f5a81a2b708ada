import { matchesOf } from '../text/matches.ts';
import { before, cueBefore, type Cue, type Page, type Span } from './page.ts';
import { ARREST, BIRTH, CAUGHT } from './words.ts';

const month = '\\p{L}[\\p{L}\\p{M}]{2,11}';
const date = new RegExp(
  `(?<![\\d./-])(?:${[
    `\\d{1,2}(?:er|st|nd|rd|th|°|-?го)?[ ./-]{1,2}(?:(?:de|del|of|thang) )?(?:\\d{1,2}|${month})[ .,/-]{1,2}(?:(?:de|del|nam) )?` +
      '(?:19|20)?\\d{2}',
    '(?:19|20)\\d{2}[./-]\\d{1,2}[./-]\\d{1,2}',
    `(?<!\\p{L})${month}\\.? \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}`,
    '(?:19|20)\\d{2} ?[年년] ?\\d{1,2} ?[月월] ?\\d{1,2} ?[日일号]?',
  ].join('|')})(?!\\d|[./-]\\d)`,
  'gu',
);
const unspaced = /出生|生于|生於|生日|生年月日|生まれ|誕生|출생|생년월일|생일|เกิด|जन्म|נולד|לידה/u;
const unspacedAfter = /^[ ,，]?(?:出生|生于|生$|生[，。まれ]|생(?![가-힣])|출생)/u;
const sentenceEnd = /[;\n!?。；]|[.]\s+(?=\p{L}{4})/u;
/** Between a date and the word of birth after it: "года", "г.", "tarihinde". */
const beforeWord = /^[ ,]{0,2}(?:(?:года?|г|роки?у?|р|yili\p{L}*|tarihi?nde|tarihli)[. ]{1,2})?$/u;
const animals = new RegExp(
  `(?:cub|calf|lion|tiger|leopard|bird|parrot|falcon|eagle|perroquet|oiseau|captiv|captivit|cautiv|cativ|tortoise|turtle|tortu|tartaru|reptil|specimen|spécimen|puppy|puppies|foal|primate|monkey|chimp|papag
|ptak|niewol|птиц|попуга|невол|gefangenschaft|jungtier|nachzucht|animal)`.replace(/\n/g, ''),
  'u',
);

/** "D.O.B.", "né le" and "г.р." are words only with what follows them. */
function isBirthWord(page: Page, cue: Cue): boolean {
  const after = page.lower.slice(cue.end, cue.end + 8);
  if (cue.word === 'd') return /^\.\s?o\.\s?b\b/.test(after);
  if (cue.word === 'ne' || cue.word === 'nee') return /^\s?(?:\(e\))?,?\s+(?:en|le|a|au|aux)\s/.test(after);
  if (cue.word === 'г') return /^\.?\s?р/.test(after);
  return true;
}

/** Right before the date, or some words before it ("born in Mwanza on") when the year can be that of a birth. */
function isAnnounced(page: Page, start: number, end: number): boolean {
  const cue = cueBefore(page, BIRTH, start, 48);
  const isCue = cue !== undefined && cue.word !== 'г' && isBirthWord(page, cue);
  const word = isCue ? undefined : lastUnspaced(page, start);
  if (!isCue && word === undefined) return false;
  const gap = page.text.slice(isCue ? cue.end : word, start);
  if (/\d/.test(gap) || sentenceEnd.test(gap)) return false;
  if ((gap.match(/\p{L}+/gu)?.length ?? 0) <= 2) return true;
  const isYear = /(?:19\d\d|200\d|201[0-5])|[./-]\d{2}$/.test(page.text.slice(start, end));
  return isYear && cueBefore(page, CAUGHT | ARREST, start, gap.length) === undefined;
}

function lastUnspaced(page: Page, start: number): number | undefined {
  if (!page.hasOtherScript) return undefined;
  const match = unspaced.exec(before(page.text, start, 14));
  return match ? start - Math.min(14, start) + match.index + match[0].length : undefined;
}

function isFollowed(page: Page, end: number): boolean {
  const cue = cueBefore(page, BIRTH, end + 28, 28);
  if (cue && cue.start >= end && isBirthWord(page, cue) && beforeWord.test(page.lower.slice(end, cue.start)))
    return true;
  return page.hasOtherScript && unspacedAfter.test(page.text.slice(end, end + 6));
}

function isOfAnimal(page: Page, { start, end }: Span): boolean {
  return animals.test(before(page.lower, start, 90)) || animals.test(page.lower.slice(start, end + 40));
}

/** A whole date beside a word of birth, unless an animal was born. The year alone is no more than an age and passes. */
export function findBirths(page: Page): Span[] {
  if (!(page.mask & BIRTH) && !(page.hasOtherScript && unspaced.test(page.text))) return [];
  return matchesOf(page.lower, date)
    .map(match => ({ start: match.index, end: match.index + match[0].trimEnd().length, kind: 'birth_date' as const }))
    .filter(({ start, end }) => isAnnounced(page, start, end) || isFollowed(page, end))
    .filter(span => !isOfAnimal(page, span));
}
