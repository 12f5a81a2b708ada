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
  const lists = new Map<string, number[]>();
  const sizes = new Uint16Array(words.length);
  for (const [index, word] of words.entries()) {
    const grams = trigrams(word);
    sizes[index] = grams.size;
    for (const gram of grams) {
      const list = lists.get(gram);
      if (list) list.push(index);
      else lists.set(gram, [index]);
    }
  }
  // How many triples each word shares with the one looked for: made once, and cleared after each look.
  const shared = new Uint8Array(words.length);
  return { nearest: (folded, from) => nearest(folded, from, { words, lists, sizes, shared }) };
}

interface Index {
  readonly words: readonly string[];
  readonly lists: ReadonlyMap<string, readonly number[]>;
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

/** The words that share most triples, measured by Dice. */
function likest(grams: ReadonlySet<string>, { lists, sizes, shared }: Index): { index: number; dice: number }[] {
  const touched: number[] = [];
  for (const gram of grams)
    for (const at of lists.get(gram) ?? []) {
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
