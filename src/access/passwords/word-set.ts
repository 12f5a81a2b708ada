/** Words that can be asked for and no more. */
export interface WordSet {
  has(word: string): boolean;
}

/**
 * Many words in little memory: each is kept as a number of 53 bits, a tenth of what its text takes. A word that is not
 * among 100,000 is taken for one of them once in ninety thousand million.
 */
export function wordSet(words: Iterable<string>): WordSet {
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

/** Two mixed numbers of 32 bits, of which 53 are kept: as many as a number holds exactly (cyrb53). */
function numberOf(word: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
