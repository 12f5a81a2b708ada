import { dimensionOf, type DimensionName, type Value } from './dimension.ts';
import type { Table } from './table.ts';

/** One row or column as it is shown: a value, what is not stated, or several small values together. */
export interface Slot {
  readonly kind: 'value' | 'none' | 'others';
  readonly values: readonly Value[];
}

export interface Layout {
  readonly rows: readonly Slot[];
  readonly columns: readonly Slot[];
  /** Counts in the order of rows and columns. */
  readonly counts: readonly (readonly number[])[];
  readonly ofRows: readonly number[];
  readonly ofColumns: readonly number[];
  readonly total: number;
}

export interface Wanted {
  readonly name: DimensionName;
  /** Values that get a place of their own; the smallest of the rest share one. */
  readonly most: number;
  /** By size, or by the order of time and of names. */
  readonly order: 'size' | 'own';
  /** Name of a value, for the order. */
  readonly label: (value: Value) => string;
}

/** Rows and columns of a table in the order asked for, the small ones put together. */
export function layOut(table: Table, rows: Wanted, columns: Wanted): Layout {
  const [down, across] = [slotsOf(table.rows, rows), slotsOf(table.columns, columns)];
  const counts = down.map(row => across.map(column => sumAt(table, row, column)));
  return {
    rows: down,
    columns: across,
    counts,
    ofRows: counts.map(sum),
    ofColumns: across.map((_one, at) => sum(counts.map(row => row[at] ?? 0))),
    total: table.total,
  };
}

/** `sorted` has the largest first and what is not stated last. */
function slotsOf(sorted: readonly Value[], { name, most, order, label }: Wanted): Slot[] {
  const stated = sorted.filter(value => value !== null);
  const isTime = dimensionOf(name).isOrdered ?? false;
  // One value in "others" is better called by its name.
  const shown = stated.length <= most + 1 || isTime ? stated : stated.slice(0, most);
  const rest = stated.slice(shown.length);
  const ordered = isTime
    ? shown.toSorted()
    : order === 'size'
      ? shown
      : shown.toSorted((a, b) => label(a).localeCompare(label(b)));
  return [
    ...ordered.map((value): Slot => ({ kind: 'value', values: [value] })),
    ...(rest.length > 0 ? [{ kind: 'others', values: rest } as const] : []),
    ...(sorted.includes(null) ? [{ kind: 'none', values: [null] } as const] : []),
  ];
}

function sumAt(table: Table, row: Slot, column: Slot): number {
  return sum(row.values.flatMap(one => column.values.map(other => table.at(one, other))));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/**
 * By how many standard deviations each count exceeds what its row and column predict (adjusted residual of the two-way
 * table); null where fewer than five are expected.
 */
export function excess({ counts, ofRows, ofColumns, total }: Layout): (number | null)[][] {
  return counts.map((row, at) =>
    row.map((count, across) => {
      const [ofRow, ofColumn] = [ofRows[at] ?? 0, ofColumns[across] ?? 0];
      const expected = (ofRow * ofColumn) / total;
      const spread = Math.sqrt(expected * (1 - ofRow / total) * (1 - ofColumn / total));
      return expected >= 5 && spread > 0 ? (count - expected) / spread : null;
    }),
  );
}
