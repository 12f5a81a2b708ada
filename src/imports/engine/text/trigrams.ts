import { distance } from 'fastest-levenshtein';

interface Near {
  readonly index: number;
  readonly score: number;
}

export interface TrigramIndex {
  /** Entries most like the folded word, best first; score 0 to 1 = (Dice + 1 - edit distance / length) / 2. */
  readonly nearest: (folded: string, from: number) => Near[];
}

/** Indexes folded words by their letter triples. */
export function trigramIndex(words: readonly string[]): TrigramIndex {
  const numbers = new Map<string, number>();
  const sizes = new Uint16Array(words.length);
  const seen: number[] = [];
  for (const [index, word] of words.entries()) {
    const grams = trigrams(word);
    sizes[index] = grams.size;
    for (const gram of grams) {
      const number = numbers.get(gram) ?? numbers.size;
      if (number === numbers.size) numbers.set(gram, number);
      seen.push(number);
    }
  }
  // How many triples each word shares with the one looked for: made once, and cleared after each look.
  const shared = new Uint8Array(words.length);
  const index = { words, numbers, sizes, shared, ...listsOf(seen, sizes, numbers.size) };
  return { nearest: (folded, from) => nearest(folded, from, index) };
}

interface Lists {
  /** The words of each triple, one list behind the other: as many small lists they took three times the memory. */
  readonly lists: Uint32Array;
  /** Where the list of a triple begins; that of the next is its end. */
  readonly starts: Uint32Array;
}

/** `seen`: the triples of each word, one word after the other. */
function listsOf(seen: readonly number[], sizes: Uint16Array, triples: number): Lists {
  const starts = new Uint32Array(triples + 1);
  for (const number of seen) starts[number + 1]! += 1;
  for (let number = 1; number <= triples; number += 1) starts[number]! += starts[number - 1]!;
  const ends = starts.slice();
  const lists = new Uint32Array(seen.length);
  let at = 0;
  for (const [word, size] of sizes.entries())
    for (const end = at + size; at < end; at += 1) lists[ends[seen[at]!]!++] = word;
  return { lists, starts };
}

interface Index extends Lists {
  readonly words: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly sizes: Uint16Array;
  readonly shared: Uint8Array;
}

function trigrams(word: string): Set<string> {
  const padded = `  ${word} `;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) grams.add(padded.slice(at, at + 3));
  return grams;
}

const kept = 40;

function nearest(folded: string, from: number, index: Index): Near[] {
  const word = folded.slice(0, 200);
  const grams = trigrams(word);
  return likest(grams, index)
    .map(({ index: at, dice }) => {
      const other = index.words[at] ?? '';
      return { index: at, score: (dice + 1 - distance(word, other) / Math.max(word.length, other.length, 1)) / 2 };
    })
    .filter(({ score }) => score >= from)
    .sort((a, b) => b.score - a.score);
}

function wordsWith(gram: string, { numbers, lists, starts }: Index): Uint32Array {
  const number = numbers.get(gram);
  return number === undefined ? none : lists.subarray(starts[number], starts[number + 1]);
}

const none = new Uint32Array();

/** The words that share most triples, measured by Dice. */
function likest(grams: ReadonlySet<string>, index: Index): { index: number; dice: number }[] {
  const { sizes, shared } = index;
  const touched: number[] = [];
  for (const gram of grams)
    for (const at of wordsWith(gram, index)) {
      if (shared[at] === 0) touched.push(at);
      shared[at] = (shared[at] ?? 0) + 1;
    }
  const found: { index: number; dice: number }[] = [];
  for (const at of touched) {
    const dice = (2 * (shared[at] ?? 0)) / (grams.size + (sizes[at] ?? 0));
    shared[at] = 0;
    if (dice >= leastDice) found.push({ index: at, dice });
  }
  return found.sort((a, b) => b.dice - a.dice).slice(0, kept);
}

/** Words that share less are never near. */
const leastDice = 0.15;
