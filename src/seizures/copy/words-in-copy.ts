import { raw, type Sql } from '../../db/sql.ts';

// The copy has no texts. Which of the most common words a record has, it has as numbers, a bit for each word: to name a
// million records that have one takes PostgreSQL seconds.

/** Bits of a whole number of the copy that is not negative. */
const bits = 63;
const columns = [1, 2, 3].map(number => `common_words_${number}`);
/** Words that have a bit. */
export const mostWords = bits * columns.length;

/**
 * Words that are written into a statement: they are of records, and may have been typed by anybody. Values of own
 * fields (`field=value`) nobody searches by words.
 */
const plainWord = /^[\p{L}\p{N}:._-]+$/u;
export const isPlain = (word: string): boolean => plainWord.test(word);

/** That a record has one word, as PostgreSQL and, where it has the word ready, the copy take it. Of `seizures s`. */
export function hasWord(word: string): Sql {
  if (!isPlain(word)) throw new Error('not a word to be written into a statement');
  return raw(`s.document @@ '''${word}'''::tsquery`);
}

export const wordColumns: Readonly<Record<string, string>> = Object.fromEntries(
  columns.map(column => [column, 'bigint']),
);

/** The numbers of a record, as PostgreSQL works them out. Of `seizures s`. */
export function valuesOfWords(words: readonly string[]): string {
  return columns
    .map((_column, at) => {
      const each = words
        .slice(at * bits, (at + 1) * bits)
        .map((word, bit) => `case when ${hasWord(word).text} then ${2n ** BigInt(bit)}::bigint else 0 end`);
      return ['0', ...each].join(' + ');
    })
    .join(', ');
}

/** What the copy reads in place of `hasWord`. */
export function readyWords(words: readonly string[]): [expression: string, column: string][] {
  return words.map((word, at) => [
    hasWord(word).text,
    `(s.${columns[Math.floor(at / bits)]} & ${2n ** BigInt(at % bits)}) <> 0`,
  ]);
}

/** A view of the copy that names them. */
export function wordsInCopy(words: readonly string[]): string {
  return `copied_words as select unnest([${words.map(word => `'${word}'`).join(', ')}]::varchar[]) as word`;
}
