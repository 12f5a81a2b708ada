import { createHash } from 'node:crypto';

/** What the trail keeps of words taken out of a record: enough to know them again, and not to read them. */
export interface RemovedWords {
  /** SHA-256 of the words in small letters, hex. */
  readonly print: string;
  /** Of the words in small letters. */
  readonly length: number;
}

const removedMark = '[removed]';

export function printOf(words: string): RemovedWords {
  const small = words.toLowerCase();
  return { print: createHash('sha256').update(small).digest('hex'), length: small.length };
}

/** A detail as it is read: removed words are gone from every text in it. Pure. */
export function withoutRemoved<T>(detail: T, removed: readonly RemovedWords[]): T {
  if (removed.length === 0) return detail;
  return clean(detail, removed) as T;
}

function clean(value: unknown, removed: readonly RemovedWords[]): unknown {
  if (typeof value === 'string') return removed.reduce(cleanText, value);
  if (Array.isArray(value)) return value.map(one => clean(one, removed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clean(one, removed)]));
}

function cleanText(text: string, { print, length }: RemovedWords): string {
  for (let at = 0; at + length <= text.length; at += 1) {
    const piece = text.slice(at, at + length);
    if (printOf(piece).print === print)
      return text.slice(0, at) + removedMark + cleanText(text.slice(at + length), { print, length });
  }
  return text;
}
