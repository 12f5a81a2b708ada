/** Texts as SQL writes a list of them. */
export const list = (texts: readonly string[]): string =>
  `(array['${texts.map(text => text.replaceAll("'", "''")).join("','")}'])`;

/** What officers write about, the common words first. */
export const officersWords = `
  container pallet cashew scales ivory timber tablets powder cylinder invoice courier parcel airport terminal
  trailer weight declared concealed lining bottom reefer seal manifest transit bonded refrigerant licence
  shipment vessel label carton cigarette counterfeit perfume medicine laboratory sample precursor document
  customs officer region corridor harbour rail truck fuel tank tyre spare engine furniture`
  .trim()
  .split(/\s+/);

/** How many different words the texts have: those of the list, and each with endings. */
const vocabulary = 20_000;

/**
 * An expression for words that differ from row to row and are the same in every run: few are common, most are rare, as
 * in real texts.
 * `seed` is SQL that differs between rows.
 */
export function drawnWords(words: readonly string[]): (seed: string, count: number) => string {
  const many = words.length;
  const ending = `translate((k / ${many})::text, '0123456789', 'abdefghikl')`;
  const word = `${list(words)}[1 + k % ${many}] || case when k < ${many} then '' else ${ending} end`;
  return (seed, count) => `(select string_agg(${word}, ' ') from (
    select floor(${vocabulary} * power((hashtext(${seed} || w) & 1048575) / 1048576.0::float8, 1.5::float8))::int as k
    from generate_series(1, ${count}) w) drawn)`;
}
