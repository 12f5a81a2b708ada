import { hash } from 'node:crypto';

/** Words that can be asked for and no more. */
export interface HashedWords {
  has(word: string): boolean;
}

/**
 * Many words in little memory: each is kept as a number of 48 bits, a tenth of what its text takes. A word that is not
 * among 100,000 is taken for one of them once in three thousand million.
 */
export function hashedWords(words: Iterable<string>): HashedWords {
  const numbers = Float64Array.from(new Set([...words].map(numberOf))).sort();
  return {
    has(word) {
      const wanted = numberOf(word);
      let [from, to] = [0, numbers.length];
      while (from < to) {
        const middle = (from + to) >>> 1;
        if ((numbers[middle] ?? 0) < wanted) from = middle + 1;
        else to = middle;
      }
      return numbers[from] === wanted;
    },
  };
}

/** The first 48 bits of a hash. */
function numberOf(word: string): number {
  return hash('sha256', word, 'buffer').readUIntBE(0, 6);
}
