import { distance } from 'fastest-levenshtein';
import { inPlainLetters } from '../../text/fold.ts';
import { meaningfulWords, stem } from './keys.ts';

/** Words by their first letter, for what may have been meant by one that nothing is called. */
export interface Spelling {
  knows(word: string): boolean;
  /** The likest known word, as it is written in the lists; undefined where none is like it. */
  nearest(word: string): string | undefined;
}

/** Shorter words are too like each other. */
const shortest = 5;

/** `names` in the order in which one is offered before another that is as like. */
export function readSpelling(names: readonly string[]): Spelling {
  const byStem = new Map<string, string>();
  for (const name of names)
    for (const written of name.match(/\p{L}{3,}/gu) ?? []) {
      const [word] = meaningfulWords(written);
      if (word !== undefined && !byStem.has(stem(word))) byStem.set(stem(word), written);
    }
  const byLetter = Map.groupBy(byStem.keys(), word => word.charAt(0));
  return {
    knows: word => byStem.has(stem(inPlainLetters(word))),
    nearest(word) {
      const typed = stem(inPlainLetters(word));
      if (word.length < shortest || byStem.has(typed)) return undefined;
      const found = likest(typed, byLetter.get(typed.charAt(0)) ?? [], word.length > 6 ? 2 : 1);
      return found && byStem.get(found);
    },
  };
}

/** The word with the fewest letters changed, at most `slack`; the first of equals. */
function likest(typed: string, words: readonly string[], slack: number): string | undefined {
  let best: { word: string; changes: number } | undefined;
  for (const word of words) {
    if (Math.abs(word.length - typed.length) > slack || word.length < shortest - 1) continue;
    const changes = changesBetween(typed, word);
    if (changes <= slack && changes < (best?.changes ?? Infinity)) best = { word, changes };
  }
  return best?.word;
}

/** Letters to change; two that changed places are one slip, not two. */
function changesBetween(typed: string, known: string): number {
  for (let at = 0; at + 1 < typed.length; at++) {
    const turned = typed.slice(0, at) + typed.charAt(at + 1) + typed.charAt(at) + typed.slice(at + 2);
    if (turned === known) return 1;
  }
  return distance(typed, known);
}
