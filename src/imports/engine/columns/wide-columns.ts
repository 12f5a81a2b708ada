import type { Column, Pair } from './column-scores.ts';
import { fold } from '../words/words.ts';
import type { Vocabulary } from '../words/vocabulary.ts';

/** Code of the product a header names, as HEADING/CODE; undefined when it names none or several. */
export function productInHeader({ header, measure }: Column, vocabulary: Vocabulary): string | undefined {
  const name = fold(measure?.rest ?? header);
  const codes = new Set(
    [...vocabulary.products].flatMap(([, matcher]) => {
      const match = matcher.match(name, { spelling: false });
      const firm = match.auto && match.how !== 'part' && match.code?.startsWith('HEADING:') === false;
      return firm && match.code !== undefined ? [match.code] : [];
    }),
  );
  return codes.size === 1 ? [...codes][0] : undefined;
}

/**
 * A table with a column for each product (Cocaine, Heroin, Cannabis) holds a quantity in each: where no column gives
 * the product and two or more headers name one over numbers.
 */
export function wideProducts(
  columns: readonly Column[],
  assigned: ReadonlyMap<number, Pair>,
  vocabulary: Vocabulary,
): Pair[] {
  if ([...assigned.values()].some(({ field, support }) => field === 'product' && support !== 'no')) return [];
  const wide = columns
    .filter(({ look, readings }) => look.numbers > 0.8 && !readings.some(({ a, field }) => a === 1 && field))
    .flatMap(column => {
      const product = productInHeader(column, vocabulary);
      return product === undefined
        ? []
        : [{ column, field: 'quantity', a: 0.9, b: 0.45, s: 0.95, support: 'yes' as const, product }];
    });
  return wide.length >= 2 ? wide : [];
}
