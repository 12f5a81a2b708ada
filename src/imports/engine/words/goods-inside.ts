import type { Candidate, Match } from '../columns/matcher.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Goods of any heading named inside a longer text: "Foreign origin cigarettes", "Methamphetamine (Shabu)". One is
 * proposed, several are asked; what brackets hold counts where nothing else does. Counterfeits are told by their
 * heading, never by the kind of goods.
 */
export function goodsInside(word: string, vocabulary: Vocabulary): Match | undefined {
  const outside = word.replace(/\([^)]*\)/gu, ' ').trim();
  const named = outside === '' || outside === word ? undefined : insideOf(outside, vocabulary);
  return named?.code === undefined ? insideOf(word, vocabulary) : named;
}

function insideOf(word: string, { products }: Vocabulary): Match | undefined {
  const found = [...products]
    .filter(([heading]) => heading !== 'IPR')
    .flatMap(([, matcher]) => matcher.inside(word))
    .filter(({ code }) => !code.startsWith('HEADING:'))
    .sort((a, b) => b.score - a.score);
  const [best] = found;
  if (!best) return undefined;
  const firm = found.filter(({ score }) => score >= best.score - 0.01);
  const codes = new Set(firm.map(({ code }) => code));
  const candidates: Candidate[] = found.slice(0, 5);
  if (codes.size > 1) return { how: 'part', candidates, auto: false, preselected: false };
  return { how: 'part', code: best.code, candidates, auto: false, preselected: true };
}
