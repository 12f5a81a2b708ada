/** FNV-1a of a part of a text, 32 bits. */
export function hashOf(text: string, from = 0, to = text.length): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** A Bloom filter: words as bits at two of their hashes. A few other words seem to be among them. */
export type WordSet = Uint8Array;

const bits = 1 << 17;
export const setBytes = bits / 8;

export function wordSet(words: Iterable<string>): WordSet {
  const set = new Uint8Array(setBytes);
  for (const word of words) {
    const hash = hashOf(word);
    for (const bit of [firstBit(hash), secondBit(hash)]) set[bit >> 3]! |= 1 << (bit & 7);
  }
  return set;
}

/** Whether a word with this hash seems to be in the set. */
export function isIn(set: WordSet, hash: number): boolean {
  return has(set, firstBit(hash)) && has(set, secondBit(hash));
}

const firstBit = (hash: number): number => hash & (bits - 1);
const secondBit = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 15;
const has = (set: WordSet, bit: number): boolean => ((set[bit >> 3]! >> (bit & 7)) & 1) === 1;
