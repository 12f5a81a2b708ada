import type { CsvRecord } from '../text/csv.ts';
import type { HeaderChoice } from '../rows/header.ts';

/**
 * Unquoted decimal commas in a comma file tear a column in two: rows have one cell more than the header names, and two
 * neighbours are whole numbers, the second of a steady length. Undefined where this is not so.
 */
export function tornColumn(
  records: readonly CsvRecord[],
  header: HeaderChoice,
): { column: number; header: string[] } | undefined {
  const names = header.names.slice(0, header.names.findLastIndex(name => name !== '') + 1);
  if (header.line === 0 || names.length < 2) return undefined;
  const body = records.filter(record => record.line > header.lastLine && record.cells.length > 1);
  const wide = body.filter(record => record.cells.length === names.length + 1 && record.cells.at(-1)?.trim() !== '');
  if (wide.length < Math.max(2, body.length * 0.5)) return undefined;
  const column = names.findIndex((_, index) =>
    wide.every(record => isTorn(record.cells[index] ?? '', record.cells[index + 1] ?? '')),
  );
  return column === -1 ? undefined : { column, header: names };
}

function isTorn(whole: string, decimals: string): boolean {
  return /^\s*-?\d{1,9}\s*$/.test(whole) && /^\s*\d{1,4}\s*\p{L}{0,4}\s*$/u.test(decimals);
}

/** Puts the two halves together again, in rows that have the extra cell. */
export function joinCells(cells: readonly string[], column: number, width: number): readonly string[] {
  if (cells.length !== width + 1) return cells;
  return [
    ...cells.slice(0, column),
    `${cells[column]?.trim()},${cells[column + 1]?.trim()}`,
    ...cells.slice(column + 2),
  ];
}
