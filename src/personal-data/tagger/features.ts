import { isNameWord } from '../people/name-words.ts';
import { isNoName } from '../people/not-names.ts';
import { cueOf } from '../words.ts';
import { SIGN, WORD, type Token } from './tokens.ts';
import type { Weights } from './labels.ts';
import { hashOf, isIn, setBytes, type WordSet } from './word-set.ts';

/** Features are hashed into so many buckets; two that meet in one are told apart by the others. */
export const buckets = 1 << 17;

const reachBefore = 8;
const reachAfter = 6;
const cueReach = 6;
const ends = new Set(['.', '!', '?', ':', ';'].map(sign => hashOf(sign)));

function bucketOf(template: number, one: number, two: number): number {
  let mixed = Math.imul(one ^ Math.imul(template, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ Math.imul(two, 0xc2b2ae35), 0x27d4eb2f);
  return (mixed ^ (mixed >>> 15)) & (buckets - 1);
}

/** What is asked again and again of one token: hashes of the word and its parts, and what lists say of it. */
interface Known {
  readonly word: number;
  readonly kind: number;
  readonly shape: number;
  readonly head: number;
  readonly tail: number;
  readonly stem: number;
  /** Its beginnings and ends of one to four letters. */
  readonly affixes: readonly number[];
  /** Whether it is listed as a name, as none, and as a word of a place or species. */
  readonly listed: number;
  readonly cues: number;
}

const none: readonly number[] = [];

function knownOf({ word, kind, shape }: Token, places: WordSet): Known {
  const hash = hashOf(word);
  const { length } = word;
  const head = hashOf(word, 0, Math.min(4, length));
  const tail = hashOf(word, Math.max(0, length - 3));
  const stem = hashOf(word, 0, Math.min(5, length));
  if (kind !== WORD) return { word: hash, kind, shape, head, tail, stem, affixes: none, listed: 8, cues: 0 };
  const affixes: number[] = [];
  for (let size = 1; size < 5 && size < length; size += 1)
    affixes.push(hashOf(word, 0, size), ~hashOf(word, length - size));
  const listed = (isNameWord(word) ? 1 : 0) + (isNoName(word) ? 2 : 0) + (isIn(places, hash) ? 4 : 0);
  return { word: hash, kind, shape, head, tail, stem, affixes, listed, cues: cueOf(word) };
}

const nothing = new Uint8Array(setBytes);
const start = knownOf({ start: 0, end: 0, word: '<', kind: SIGN, shape: 14 }, nothing);
const finish = knownOf({ start: 0, end: 0, word: '>', kind: SIGN, shape: 15 }, nothing);

type Put = (template: number, one: number, two: number) => void;

/**
 * Takes the features of each word and figure in order, then its `end`: the word, its neighbours, their shapes, the
 * words around it; of a word that belongs to nothing only its end. Nothing is kept: a long text has a million of them.
 */
export function readFeatures(
  tokens: readonly Token[],
  { places, plain }: Pick<Weights, 'places' | 'plain'>,
  take: (bucket: number) => void,
  end: (isPlain: boolean) => void,
): void {
  const known = knownTokens(tokens, places);
  const before = wordsBefore(tokens);
  const put: Put = (template, one, two) => take(bucketOf(template, one, two));
  const at = (index: number): Known => (index < 0 ? start : (known[index] ?? finish));
  for (let index = 0; index < tokens.length; index += 1) {
    if (known[index]!.kind === SIGN) continue;
    if (isIn(plain, known[index]!.word)) {
      end(true);
      continue;
    }
    const last = before[index]!;
    const second = last < 0 ? -1 : before[last]!;
    ofToken(put, at(index), at(index - 1), at(index + 1));
    ofNeighbours(put, at(index), at(index - 2), at(index - 1), at(index + 1), at(index + 2));
    ofEarlierWords(put, at(index), at(last), at(second));
    ofNextWord(put, at, index, tokens.length);
    ofWordsAround(put, known, index);
    end(false);
  }
}

/** Words come back: each is looked at once. */
function knownTokens(tokens: readonly Token[], places: WordSet): Known[] {
  const known = new Map<string, Known>();
  return tokens.map(token => {
    const key = token.word;
    const found = known.get(key);
    if (found?.shape === token.shape) return found;
    const read = knownOf(token, places);
    known.set(key, read);
    return read;
  });
}

/** Index of the last word before each token; -1 where there is none. */
function wordsBefore(tokens: readonly Token[]): number[] {
  let last = -1;
  return tokens.map(({ kind }, index) => {
    const before = last;
    if (kind >= WORD) last = index;
    return before;
  });
}

function ofToken(put: Put, { word, shape, tail, affixes, listed }: Known, before: Known, after: Known): void {
  put(1, word, 0);
  put(2, shape, 0);
  put(11, before.word, word);
  put(12, word, after.word);
  put(14, listed, shape);
  put(15, before.listed * 256 + listed * 16 + after.listed, 0);
  put(16, tail, shape);
  for (const affix of affixes) put(17, affix, 0);
  if (before === start || ends.has(before.word)) put(18, shape, before === start ? 1 : 2);
}

function ofNeighbours(put: Put, { shape }: Known, b2: Known, b1: Known, a1: Known, a2: Known): void {
  put(3, b1.word, 0);
  put(4, b2.word, 0);
  put(5, a1.word, 0);
  put(6, a2.word, 0);
  const around = b1.shape * 131 + shape;
  put(7, around, a1.shape);
  put(8, b2.shape, around);
  put(10, b2.shape * 131 + a1.shape, around);
  put(13, b1.word ^ Math.imul(b2.word, 31), shape);
}

function ofEarlierWords(put: Put, { shape, listed }: Known, last: Known, second: Known): void {
  put(20, last.word, shape);
  put(23, last.word, second.word);
  put(24, last.head, shape);
  put(25, last.tail, shape);
  put(28, last.word, listed);
  put(29, last.listed, listed * 64 + shape);
}

function ofNextWord(put: Put, at: (index: number) => Known, index: number, count: number): void {
  let next = index + 1;
  while (next < count && at(next).kind < WORD && next < index + 5) next += 1;
  const { kind, shape } = at(index);
  put(30, at(next).word, kind);
  put(31, at(next).head, shape);
}

/** The words around, without their order, and what the rules take words before it for. */
function ofWordsAround(put: Put, known: readonly Known[], index: number): void {
  const { kind, shape } = known[index]!;
  const end = Math.min(known.length, index + reachAfter);
  let cues = 0;
  for (let other = Math.max(0, index - reachBefore); other < end; other += 1) {
    const one = known[other]!;
    if (other === index || one.kind !== WORD) continue;
    put(other < index ? 40 : 41, one.stem, kind);
    if (other < index && other >= index - cueReach) cues |= one.cues;
  }
  for (let bit = 0; cues >>> bit !== 0; bit += 1) if ((cues >>> bit) & 1) put(42, bit, shape);
}
