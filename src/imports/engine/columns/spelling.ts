import { distance } from 'fastest-levenshtein';
import { wordsInside } from '../words/words-inside.ts';
import { fold } from '../words/words.ts';
import type { Candidate, Index, Match, Meaning } from './matches.ts';

export const none: Match = { how: 'none', candidates: [], auto: false, preselected: false };

/** Dissolved countries: which one it is today is the officer's to say. */
export function isGone(code: string): boolean {
  return code.endsWith('-OLD');
}

const ofCodes: ReadonlySet<string> = new Set(['country', 'currency', 'product']);
const fuzzyFrom = 0.5;
const preselectFrom = 0.8;
const preselectMargin = 0.15;
const preselectLetters = 6;

/** Never taken alone: at best preselected, at least five candidates to choose from. */
export function bySpelling(index: Index, folded: string): Match {
  // Any code of two or three letters is like another one.
  if (ofCodes.has(index.kind) && folded.length <= 3) return none;
  const candidates = speltLike(index, folded);
  const [best, second] = candidates;
  if (!best) return withInside(index, folded, none);
  const sure =
    best.score >= preselectFrom &&
    best.score - (second?.score ?? 0) >= preselectMargin &&
    folded.length >= preselectLetters &&
    !isGone(best.code) &&
    digitsOf(fold(best.word)) === digitsOf(folded);
  const found: Match = {
    how: 'fuzzy',
    ...(sure ? { code: best.code } : {}),
    candidates: candidates.slice(0, 5),
    auto: false,
    preselected: sure,
  };
  return sure ? found : withInside(index, folded, found);
}

/** The codes of words spelt much like it, the likest first. */
function speltLike(index: Index, folded: string): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const near of index.trigrams().nearest(folded, fuzzyFrom)) {
    const word = index.words[near.index] ?? '';
    for (const meaning of index.exact.get(word) ?? []) {
      if (candidates.has(meaning.code)) continue;
      const score = digitsOf(word) === digitsOf(folded) ? near.score : near.score * 0.85;
      candidates.set(meaning.code, {
        code: meaning.code,
        score,
        word: meaning.word,
        why: 'spelling',
        letters: distance(word, folded.slice(0, 200)),
      });
    }
  }
  return [...candidates.values()].sort((a, b) => b.score - a.score);
}

/** Known words inside a longer text ("mixture: heroin", 查获海洛因) are offered before those spelt somewhat like it. */
function withInside(index: Index, folded: string, found: Match): Match {
  const inside = insideOf(index, folded);
  if (inside.length === 0) return found;
  const offered = [...inside, ...found.candidates];
  const first = offered.filter(({ code }, at) => offered.findIndex(each => each.code === code) === at);
  return {
    how: found.how === 'none' ? 'part' : found.how,
    candidates: first.slice(0, 5),
    auto: false,
    preselected: false,
  };
}

/** Words that only join others in one language, and are goods or places in another: "para" is money in Turkish. */
const linking = new Set(
  'para pour avec sans with from into under over oder ohne beim dalla della sobre entre'.split(' '),
);

/** Known words inside a longer text, as candidates. */
export function insideOf(index: Index, folded: string): Candidate[] {
  return wordsInside(folded, word => !linking.has(word) && index.exact.has(word)).flatMap(({ word, share }) =>
    (index.exact.get(word) ?? [])
      .filter(meaning => meaning.source !== 'loose' && !isGone(meaning.code) && !isCodeAlone(meaning))
      .map((meaning): Candidate => ({ code: meaning.code, score: 0.5 + share / 4, word: meaning.word, why: 'part' })),
  );
}

/** The code of counterfeit money, COUNTERFEIT, is a word of many other goods. */
function isCodeAlone({ code, word, languages }: Meaning): boolean {
  return /^\p{L}+$/u.test(word) && languages.every(one => one === '') && code.slice(code.indexOf('/') + 1) === word;
}

/** JWH-018 and JWH-073 are a letter or two apart, and different things. */
function digitsOf(word: string): string {
  return word.replace(/\D+/g, ' ').trim();
}
