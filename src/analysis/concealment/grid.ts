import type { CaseCell } from '../cells/search-cells.ts';
import type { Value } from '../cells/dimension.ts';
import { excess, layOut, type Layout, type Slot, type Wanted } from '../cells/layout.ts';
import { tableOf } from '../cells/table.ts';

/** Cases by means of transport, hiding place and group of products. */
export type Cell = CaseCell;

/** A cell of the grid: its row and its column. */
export interface Opened {
  readonly row: Value;
  readonly column: Value;
}

export interface Grid extends Layout {
  readonly over: readonly (readonly (number | null)[])[];
}

/** The rows and columns of all cases, and how far each cell exceeds what these predict. */
export function gridOf(cells: readonly Cell[], rows: Wanted, columns: Wanted): Grid {
  const layout = layOut(tableOf(cells), rows, columns);
  return { ...layout, over: excess(layout) };
}

/** Cases of a part in the rows and columns of the whole. */
export function inSlots(
  cells: readonly Cell[],
  rows: readonly Slot[],
  columns: readonly Slot[],
): { readonly counts: number[][]; readonly ofRows: number[]; readonly ofColumns: number[]; readonly total: number } {
  const table = tableOf(cells);
  const counts = rows.map(row =>
    columns.map(column => sum(row.values.flatMap(one => column.values.map(other => table.at(one, other))))),
  );
  return {
    counts,
    ofRows: counts.map(sum),
    ofColumns: columns.map((_one, at) => sum(counts.map(row => row[at] ?? 0))),
    total: table.total,
  };
}

/** The cell that most exceeds what row and column predict; where none does, the largest. Only values have one. */
export function mostUnusual(grid: Grid, least: number): { readonly at: number; readonly across: number } | undefined {
  const all = grid.counts.flatMap((row, at) =>
    row.flatMap((count, across) =>
      grid.rows[at]?.kind === 'value' && grid.columns[across]?.kind === 'value' && count > 0
        ? [{ at, across, count, over: grid.over[at]?.[across] ?? 0 }]
        : [],
    ),
  );
  const [best] = all.toSorted((a, b) => b.over - a.over);
  if (best && best.over >= least) return best;
  return all.toSorted((a, b) => b.count - a.count)[0];
}

/** Cases of each group in a cell and in its row, the most of the cell first. */
export interface GroupCount {
  readonly group: Value;
  readonly inCell: number;
  readonly inRow: number;
}

export function groupsOf(cells: readonly Cell[], { row, column }: Opened): GroupCount[] {
  const sums = new Map<Value, { inCell: number; inRow: number }>();
  for (const {
    values: [at = null, across = null, group = null],
    cases,
  } of cells) {
    if (at !== row) continue;
    const known = sums.get(group) ?? { inCell: 0, inRow: 0 };
    sums.set(group, known);
    known.inRow += cases;
    if (across === column) known.inCell += cases;
  }
  return [...sums].map(([group, counts]) => ({ group, ...counts })).toSorted((a, b) => b.inCell - a.inCell);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
