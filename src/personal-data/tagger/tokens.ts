import type { Plain } from '../normalize-text.ts';

/** A word, a run of figures or a sign of the plain text; of scripts that set no words apart, one letter. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** Lower case; of figures only how many there are. */
  readonly word: string;
  readonly kind: TokenKind;
  readonly shape: number;
}
export const SIGN = 0;
export const FIGURES = 1;
export const WORD = 2;
export const GLYPH = 3;
type TokenKind = typeof SIGN | typeof FIGURES | typeof WORD | typeof GLYPH;

const glyphs = '\\u0e00-\\u0eff\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7a3';
const parts = new RegExp(`([${glyphs}])|(\\d+)|([\\p{L}\\p{M}]+(?:'[\\p{L}\\p{M}]+)*)|[^\\s\\p{L}\\p{M}\\d]`, 'gu');
const zeros = '000000000000';

/** The tokens of a text in order, the first `most` of them; linear. */
export function tokensOf({ text, lower }: Plain, most = Infinity): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(parts)) {
    if (tokens.length >= most) break;
    const [all, glyph, figures, word] = match;
    const start = match.index;
    const end = start + all.length;
    if (figures !== undefined) {
      const length = Math.min(figures.length, zeros.length);
      tokens.push({ start, end, word: zeros.slice(0, length), kind: FIGURES, shape: 16 + Math.min(length, 9) });
    } else if (word !== undefined) {
      const low = lower.slice(start, end);
      tokens.push({ start, end, word: low, kind: WORD, shape: shapeOf(word, low) });
    } else if (glyph !== undefined) tokens.push({ start, end, word: glyph, kind: GLYPH, shape: 1 });
    else tokens.push({ start, end, word: all, kind: SIGN, shape: 32 + (all.codePointAt(0)! % 97) });
  }
  return tokens;
}

/** Small, capital, all capitals (short ones by length), mixed, or of a script without case. */
function shapeOf(word: string, low: string): number {
  const high = word.toUpperCase();
  if (word === low) return word === high ? 2 : 3;
  if (word === high) return Math.min(word.length, 4) + 3;
  return word[0] === low[0] ? 8 : 9;
}

/** Letters or figures before a full stop that ends a sentence; fewer may be cut short: "capt. Hansen", "2. Stock". */
const leastLetters = 5;
const leastFigures = 3;

/** The tokens of each sentence: the tagger has learnt from sentences, and words of another would mislead it. */
export function sentencesOf(tokens: readonly Token[], { text }: Plain): Token[][] {
  const sentences: Token[][] = [];
  let begin = 0;
  for (let at = 1; at < tokens.length; at += 1)
    if (endsSentence(tokens[at - 2], tokens[at - 1]!, tokens[at]!, text)) {
      sentences.push(tokens.slice(begin, at));
      begin = at;
    }
  if (begin < tokens.length) sentences.push(tokens.slice(begin));
  return sentences;
}

function endsSentence(before: Token | undefined, sign: Token, next: Token, text: string): boolean {
  const gap = text.slice(sign.end, next.start);
  if (gap.includes('\n')) return true;
  if (sign.kind !== SIGN || !/[.!?؟।]/u.test(sign.word)) return false;
  if (before?.kind === GLYPH) return true;
  const least = before?.kind === WORD ? leastLetters : before?.kind === FIGURES ? leastFigures : 0;
  const mayEnd = before !== undefined && before.word.length >= least;
  return gap !== '' && mayEnd && next.word !== text.slice(next.start, next.end);
}
