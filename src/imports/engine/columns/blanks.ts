import type { RawRow } from '../rows/raw-rows.ts';
import { isNa } from '../plan.ts';
import { isBlank } from '../words/words.ts';

/**
 * Whether NA stands for "no value" in these rows: in two columns whose other cells are no codes of countries. In one
 * column of country codes it is Namibia.
 */
export function isNaBlank(rows: readonly RawRow[]): boolean {
  const width = rows[0]?.cells.length ?? 0;
  let columns = 0;
  for (let column = 0; column < width; column += 1) {
    const cells = rows.map(row => row.cells[column] ?? '');
    if (!cells.some(isNa)) continue;
    const others = cells.filter(cell => !isNa(cell) && !isBlank(cell));
    if (!others.some(cell => /^\s*[A-Z]{2}\s*$/.test(cell))) columns += 1;
  }
  return columns >= 2;
}

/** The cells of rows, blank where NA says so. */
export function withoutNa(rows: readonly RawRow[]): (readonly string[])[] {
  if (!isNaBlank(rows)) return rows.map(({ cells }) => cells);
  return rows.map(({ cells }) => cells.map(cell => (isNa(cell) ? '' : cell)));
}
