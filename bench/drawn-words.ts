/** Texts as SQL writes a list of them. */
export const list = (texts: readonly string[]): string =>
  `(array['${texts.map(text => text.replaceAll("'", "''")).join("','")}'])`;

/** How many different words the texts have: those of the list, and each with endings. */
const vocabulary = 20_000;

/**
 * An expression for words that differ from row to row and are the same in every run: few are common, most are rare,
 * as in real texts.
 * `seed` is SQL that differs between rows.
 */
export function drawnWords(words: readonly string[]): (seed: string, count: number) => string {
  const word =
    `${list(words)}[1 + k % ${words.length}] || case when k < ${words.length} then '' else translate((k / ` +
    `${words.length})::text, '0123456789', 'abdefghikl') end`;
  return (seed, count) => `(select string_agg(${word}, ' ')
    from (select floor(${vocabulary} * power((hashtext(${seed} || w) & 1048575) / 1048576.0::float8,
    1.5::float8))::int as k from generate_series(1, ${count}) w) drawn)`;
}
