import { before, matchWithin } from './page.ts';
import type { Cue, Page, Span } from './page.ts';
import { BIRTH } from './words.ts';

const date =
  '(?:\\d{1,2}(?:er|st|nd|rd|th)?[ .\\/-]{1,2}(?:\\d{1,2}|(?:de )?\\p{L}{3,12}\\.?)[ .\\/-]{1,2}(?:de ' +
  ')?(?:19|20)?\\d{2}|(?:19|20)\\d{2}[.\\/-]\\d{1,2}[.\\/-]\\d{1,2}|\\p{L}{3,10} \\d{1,2},? ' +
  '(?:19|20)\\d{2})(?!\\d)';
const nextDate = new RegExp(
  `^[^\\p{L}\\d]{0,4}(?:(?:on|le|am|el|em|the|in|dnia|date|o)[^\\p{L}\\d]{1,3}|\\(?e?\\)? le )?${date}`,
  'u',
);
const lastDate = new RegExp(`(?<!\\d)${date}\\s?$`, 'u');
const animals = new RegExp(
  `(?:cub|calf|lion|tiger|leopard|bird|parrot|falcon|eagle|perroquet|oiseau|captiv|captivit|cautiv|cativ|tortoise|turtle|tortu|tartaru|reptil|specimen|spécimen|puppy|puppies|foal|primate|monkey|chimp|papag
|ptak|niewol|птиц|попуга|невол|gefangenschaft|jungtier|nachzucht|animal)`.replace(/\n/g, ''),
  'u',
);

/** "D.O.B.", "né le" and "г.р." are words only with what follows them. */
function isBirthWord(page: Page, cue: Cue): boolean {
  const after = page.lower.slice(cue.end, cue.end + 8);
  if (cue.word === 'd') return /^\.\s?o\.\s?b\b/.test(after);
  if (cue.word === 'ne' || cue.word === 'nee') return /^\s?(?:\(e\))?,?\s+(?:en|le)\s/.test(after);
  return true;
}

function dateAfter(page: Page, cue: Cue): Span | undefined {
  const skip = cue.word === 'd' ? (/^[.\sob]+/.exec(page.lower.slice(cue.end, cue.end + 8))?.[0].length ?? 0) : 0;
  const match = matchWithin(page.lower, cue.end + skip, 44, nextDate);
  return match && { start: cue.start, end: match.end, kind: 'birth_date' };
}

function dateBefore(page: Page, cue: Cue): Span | undefined {
  if (!/^\.?\s?р/.test(page.lower.slice(cue.end, cue.end + 3))) return undefined;
  const match = lastDate.exec(before(page.lower, cue.start, 24));
  return match ? { start: cue.start - match[0].length, end: cue.end, kind: 'birth_date' } : undefined;
}

function isOfAnimal(page: Page, { start, end }: Span): boolean {
  return animals.test(before(page.lower, start, 60)) || animals.test(page.lower.slice(start, end + 40));
}

/** A whole date beside a word of birth, unless an animal was born. The year alone is no more than an age and passes. */
export function findBirths(page: Page): Span[] {
  const found: Span[] = [];
  for (const cue of page.cues) {
    if (!(cue.mask & BIRTH) || !isBirthWord(page, cue)) continue;
    const span = cue.word === 'г' ? dateBefore(page, cue) : dateAfter(page, cue);
    if (span && !isOfAnimal(page, span)) found.push(span);
  }
  return found;
}
