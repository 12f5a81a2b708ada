import { isOfTrade } from '../figures/unexplained.ts';
import type { Kind, Page, Span } from '../page.ts';
import { decode } from './decode.ts';
import { readFeatures } from './features.ts';
import { labelCount, labels, type Weights } from './labels.ts';
import { FIGURES, GLYPH, sentencesOf, SIGN, tokensOf, WORD, type Token } from './tokens.ts';
import { weights } from './weights.ts';

/** How much surer than not the tagger must be, for each word, in units of its weights; in a cell of few words, more. */
const doubtOf = (words: number): number => (words < 6 ? 25 : 2);
/** Words and signs read of one text, some 30,000 characters: it bounds the work. The rules read all. */
const mostTokens = 8000;
/** More than weights can say against it. */
const certain = 1e9;
/** A cell of fewer words is a name of something, and the lists know better. */
const leastWords = 4;
const leastGlyphs = 6;

const kindOf: Readonly<Record<(typeof labels)[number], Kind | undefined>> = {
  none: undefined,
  name: 'titled_name',
  number: 'figures',
  home: 'address',
};

/**
 * Names, numbers and homes as a tagger sees them that has learnt from sentences (test/support/tagger): what no rule
 * knows, from the words around it. Linear; about half a microsecond for each letter.
 */
export function findTagged(page: Page): Span[] {
  return sentencesOf(tokensOf(page, mostTokens), page).flatMap(sentence => findWithin(page, sentence));
}

function findWithin(page: Page, tokens: readonly Token[]): Span[] {
  if (!isSentence(tokens)) return [];
  const known = weights();
  const told = tokens.filter(({ kind }) => kind !== SIGN);
  const found = decode(scoresOf(tokens, told.length, known), known.steps);
  const spans: Span[] = [];
  for (let at = 0; at < told.length; at += 1) {
    const kind = kindOf[labels[found[at]!]!];
    if (kind === undefined) continue;
    const first = at;
    while (found[at + 1] === found[first] && !parting.test(between(page, told[at]!, told[at + 1]!))) at += 1;
    const span = { start: told[first]!.start, end: told[at]!.end, kind };
    const hasFigures = told.slice(first, at + 1).some(token => token.kind === FIGURES);
    if (kind !== 'figures' || (hasFigures && !isOfTrade(page, span))) spans.push(span);
  }
  return spans;
}

/** What stands between two persons or two numbers. */
const parting = /[;:()|=\n]|\. |\s[-–—]\s/;
const between = ({ text }: Page, one: Token, next: Token): string => text.slice(one.end, next.start);

/** What each label has for it at each token. */
function scoresOf(tokens: readonly Token[], count: number, known: Weights): Float64Array {
  const { features } = known;
  const scores = new Float64Array(count * labelCount);
  const doubt = doubtOf(count);
  let [none, name, number, home] = [doubt, 0, 0, 0];
  let at = 0;
  const add = (bucket: number): void => {
    const four = features[bucket]!;
    none += (four << 24) >> 24;
    name += (four << 16) >> 24;
    number += (four << 8) >> 24;
    home += four >> 24;
  };
  readFeatures(tokens, known, add, isPlain => {
    scores[at] = isPlain ? certain : none;
    scores[at + 1] = name;
    scores[at + 2] = number;
    scores[at + 3] = home;
    at += labelCount;
    [none, name, number, home] = [doubt, 0, 0, 0];
  });
  return scores;
}

function isSentence(tokens: readonly Token[]): boolean {
  const count = (of: number): number => tokens.filter(({ kind }) => kind === of).length;
  const words = count(WORD);
  return (words > 1 && words + count(FIGURES) >= leastWords) || count(GLYPH) >= leastGlyphs;
}
