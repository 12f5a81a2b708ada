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
  const sizes: number[] = [];
  for (const [index, word] of words.entries()) {
    const grams = trigrams(word);
    sizes.push(grams.size);
    for (const gram of grams) {
      const list = lists.get(gram);
      if (list) list.push(index);
      else lists.set(gram, [index]);
    }
  }
  return { nearest: (folded, from) => nearest(folded, from, words, lists, sizes) };
}

function trigrams(word: string): Set<string> {
  const padded = `  ${word} `;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) grams.add(padded.slice(at, at + 3));
  return grams;
}

const kept = 40;

function nearest(
  folded: string,
  from: number,
  words: readonly string[],
  lists: ReadonlyMap<string, number[]>,
  sizes: readonly number[],
): Near[] {
  const word = folded.slice(0, 200);
  const grams = trigrams(word);
  const shared = new Map<number, number>();
  for (const gram of grams) for (const index of lists.get(gram) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
  const dice = (index: number, count: number): number => (2 * count) / (grams.size + (sizes[index] ?? 0));
  const top = [...shared]
    .map(([index, count]) => ({ index, dice: dice(index, count) }))
    .sort((a, b) => b.dice - a.dice)
    .slice(0, kept);
  return top
    .map(({ index, dice: likeness }) => {
      const other = words[index] ?? '';
      return { index, score: (likeness + 1 - distance(word, other) / Math.max(word.length, other.length, 1)) / 2 };
    })
    .filter(({ score }) => score >= from)
    .sort((a, b) => b.score - a.score);
}
