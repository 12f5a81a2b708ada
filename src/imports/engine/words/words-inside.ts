import { unspacedLetters } from './han.ts';

/** A known word found inside a longer one. */
export interface WordInside {
  readonly word: string;
  /** Its part of the whole text, 0 to 1. */
  readonly share: number;
}

const longest = 12;

/**
 * Known words inside a text that has no spaces to find them by: 案件查获日期 holds 查获日期. The longest first, none inside
 * another.
 */
export function wordsInUnspaced(folded: string, isKnown: (word: string) => boolean): WordInside[] {
  if (unspacedLetters(folded) < 3) return [];
  const found: WordInside[] = [];
  const taken = new Set<number>();
  const letters = folded.replaceAll(' ', '').length;
  for (let length = Math.min(longest, folded.length - 1); length >= 2; length -= 1)
    for (let start = 0; start + length <= folded.length; start += 1) {
      const word = folded.slice(start, start + length);
      if (unspacedLetters(word) < length || !isKnown(word)) continue;
      const places = Array.from({ length }, (_, at) => start + at);
      if (places.some(at => taken.has(at))) continue;
      for (const at of places) taken.add(at);
      found.push({ word, share: length / letters });
    }
  return found;
}

/** The longest known ending of a compound: Beschlagnahmedatum is a Datum. What stands before it only narrows it. */
export function endOfCompound(folded: string, isKnown: (word: string) => boolean): WordInside | undefined {
  const last = folded.slice(folded.lastIndexOf(' ') + 1);
  for (let start = 3; start <= last.length - 3; start += 1) {
    const word = last.slice(start);
    if (isKnown(word)) return { word, share: word.length / folded.length };
  }
  return undefined;
}

const fewest = 4;
/** Shorter words that are no syllables of others: LSD and R22, and those of scripts without vowels. */
const tellingShort = /^(?:[^aeiouyаеёиоуыэюяіїє\s]{3}|[a-z]\d\d|\p{sc=Hebrew}{3}|\p{sc=Arabic}{3})$/u;
/** Between letters written without blanks and others. */
const borders =
  /(?<=[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}ー])(?=[a-z\d])|(?<=[a-z\d])(?=[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}])/gu;

/** Known words of some length inside a text of several, or inside one that has no spaces; the longest first. */
export function wordsInside(folded: string, isKnown: (word: string) => boolean): WordInside[] {
  const unspaced = unspacedLetters(folded) > 0 ? wordsInUnspaced(folded, isKnown) : [];
  const words = folded.slice(0, 200).replace(borders, ' ').split(' ');
  const found: WordInside[] = [];
  const taken = new Set<number>();
  for (let length = Math.min(words.length - 1, 4); length >= 1; length -= 1)
    for (let start = 0; start + length <= words.length; start += 1) {
      const places = Array.from({ length }, (_, at) => start + at);
      const word = words.slice(start, start + length).join(' ');
      const isLong = word.length >= fewest || tellingShort.test(word);
      if (!isLong || places.some(at => taken.has(at)) || !isKnown(word)) continue;
      for (const at of places) taken.add(at);
      found.push({ word, share: length / words.length });
    }
  return [...unspaced, ...found];
}
