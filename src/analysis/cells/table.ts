import type { Lists } from '../../reference/index.ts';
import { dimensionOf, type DimensionName, type Value } from './dimension.ts';

/** Cells as they are read: a value of each dimension, and what is counted there, in its unit where it has one. */
interface Cell {
  readonly values: readonly Value[];
  readonly unit?: string | null;
}

/** Where the value of no code is kept in a map. */
const none = '';

/**
 * The cells with their values raised to what was asked for (a kind of transport to its mode, a month to its year), and
 * those that then are one added up by `add`.
 */
export function raised<C extends Cell>(
  cells: readonly C[],
  names: readonly DimensionName[],
  lists: Lists,
  add: (one: C, other: C) => C,
): C[] {
  const sums = new Map<string, C>();
  for (const cell of cells) {
    const values = cell.values.map((value, at) => raisedValue(names[at], value, lists));
    const key = JSON.stringify([values, cell.unit]);
    const known = sums.get(key);
    sums.set(key, known ? add(known, cell) : { ...cell, values });
  }
  return [...sums.values()];
}

/** The value a code read from the database belongs to, for a dimension. */
export function raisedValue(name: DimensionName | undefined, value: Value, lists: Lists): Value {
  if (value === null || name === undefined) return value;
  return dimensionOf(name).of?.(value, lists) ?? value;
}

/** Counts in rows and columns with their sums; values stand in the order of the sums, the largest first. */
export interface Table {
  readonly rows: readonly Value[];
  readonly columns: readonly Value[];
  at(row: Value, column: Value): number;
  ofRow(row: Value): number;
  ofColumn(column: Value): number;
  readonly total: number;
}

/** Lays cells of two dimensions out as a table. */
export function tableOf(cells: readonly (Cell & { readonly cases: number })[]): Table {
  const counts = new Map<string, number>();
  const sums = { rows: new Map<Value, number>(), columns: new Map<Value, number>() };
  let total = 0;
  for (const {
    values: [row = null, column = null],
    cases,
  } of cells) {
    counts.set(keyOf(row, column), (counts.get(keyOf(row, column)) ?? 0) + cases);
    sums.rows.set(row, (sums.rows.get(row) ?? 0) + cases);
    sums.columns.set(column, (sums.columns.get(column) ?? 0) + cases);
    total += cases;
  }
  return {
    rows: largestFirst(sums.rows),
    columns: largestFirst(sums.columns),
    at: (row, column) => counts.get(keyOf(row, column)) ?? 0,
    ofRow: row => sums.rows.get(row) ?? 0,
    ofColumn: column => sums.columns.get(column) ?? 0,
    total,
  };
}

function keyOf(row: Value, column: Value): string {
  return `${row ?? none}\u0000${column ?? none}`;
}

/** The largest first, what is not stated last. */
function largestFirst(sums: ReadonlyMap<Value, number>): Value[] {
  return [...sums]
    .sort(([a, one], [b, other]) => Number(a === null) - Number(b === null) || other - one || compare(a, b))
    .map(([value]) => value);
}

function compare(a: Value, b: Value): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
