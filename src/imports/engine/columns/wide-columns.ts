import type { Column, Pair } from './column.ts';
import { saysTotal } from '../totals/totals-words.ts';
import { fold, tidy } from '../words/words.ts';
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
    .filter(({ header }) => !saysTotal(header))
    .flatMap(column => {
      const product = productInHeader(column, vocabulary);
      return product === undefined ? [] : [wideOf(column, { product, ...nameOfOther(product, column) })];
    });
  return wide.length >= 2 ? [...wide, ...unknownBetween(columns, wide)] : [];
}

/** "Other" is never bare: the header says what it was. */
function nameOfOther(product: string, { header, measure }: Column): { readonly text?: string } {
  return /[/-]OTH[A-Z]*$/.test(product) ? { text: tidy(measure?.rest ?? header).slice(0, 200) } : {};
}

function wideOf(column: Column, goods: { readonly product: string; readonly text?: string }): Pair {
  return { column, field: 'quantity', a: 0.9, b: 0.45, s: 0.95, support: 'yes', ...goods };
}

/**
 * Beside columns of goods we know, numbers in a unit of their own are goods too, kept by the header's name; in a
 * currency they are cash.
 */
function unknownBetween(columns: readonly Column[], wide: readonly Pair[]): Pair[] {
  const places = new Set(wide.map(({ column }) => column.index));
  const found: Pair[] = [];
  const isNear = (index: number): boolean => [-2, -1, 1, 2].some(step => places.has(index + step));
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    for (const column of columns) {
      if (places.has(column.index) || !isNear(column.index) || !isAmount(column)) continue;
      found.push(wideOf(column, unknownGoods(column)));
      places.add(column.index);
    }
  }
  return found;
}

function isAmount({ look, readings, measure }: Column): boolean {
  const isNamed = readings.some(({ a, field }) => field !== undefined && (a >= 0.85 || field === 'value'));
  return look.numbers > 0.8 && look.sequence < 0.8 && measure !== undefined && !isNamed;
}

function unknownGoods({ measure }: Column): { readonly product: string; readonly text?: string } {
  if (measure?.currency !== undefined) return { product: 'CURR/CASH-NOTE' };
  return { product: 'OTH/OTH-OTH', text: tidy(measure?.rest ?? '').slice(0, 200) };
}
