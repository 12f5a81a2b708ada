import type { Names } from '../../seizures/index.ts';
import { numberCell, percentCell, type NumberCell } from '../../web/charts/index.ts';
import { formatsOf } from '../coverage/presenter-coverage.ts';

/*
 * Numbers in the tables of figures: words on the page, numbers in files.
 */

export function countCell(value: number, names: Names, href?: string): NumberCell {
  return numberCell(value, names.count, href);
}

/** What one case can have. */
export function quantityCell(value: number, names: Names): NumberCell {
  return numberCell(value, names.quantity);
}

/** What many cases have together. */
export function sumCell(value: number, names: Names): NumberCell {
  return numberCell(value, names.sum);
}

export function shareCell(part: number, whole: number, names: Names): NumberCell {
  return percentCell(part / whole, formatsOf(names).share(part, whole));
}

/** A change with its sign. */
export function changeCell(now: number, before: number, names: Names): NumberCell {
  return percentCell(now / before - 1, formatsOf(names).change(now, before));
}

/** A ratio as the change it is; a dash where it has no end. */
export function ratioCell(ratio: number, names: Names): NumberCell {
  return Number.isFinite(ratio) ? percentCell(ratio - 1, formatsOf(names).signed(ratio)) : '–';
}
