/** Columns of further goods of a row, by the column of the first ones: "Goods 2" by "Goods 1". */
export type Repeat = Readonly<Record<number, number>>;

/** The rows of cells that a row of several goods stands for; undefined for one of one. */
export function repeatedCells(
  cells: readonly string[],
  mapping: readonly (string | null)[],
  repeats: readonly Repeat[],
): string[][] | undefined {
  const value = mapping.indexOf('value');
  const more = repeats.flatMap(group => {
    if (Object.values(group).every(column => (cells[column] ?? '').trim() === '')) return [];
    // What all goods of a row are worth together is said once.
    const own = (cell: string, column: number): string => (column === value ? '' : cell);
    return [cells.map((cell, column) => (column in group ? (cells[group[column] ?? -1] ?? '') : own(cell, column)))];
  });
  return more.length === 0 ? undefined : [[...cells], ...more];
}
