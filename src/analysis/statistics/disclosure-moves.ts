/** One cell of a move and what it changes by. */
export interface Moved {
  readonly row: number;
  readonly column: number;
  readonly change: 1 | -1;
}

export interface Move {
  readonly cells: readonly Moved[];
  readonly price: number;
}

/** What it costs to let a cell change, infinite where it may not. */
export type Price = (row: number, column: number, change: 1 | -1) => number;

/**
 * The cheapest closed path through a cell along which rows and columns keep their sums: in each row and column that it
 * enters one cell grows and one shrinks. The last row and column are sums, which change the other way. Dijkstra's
 * shortest path from the column of the cell back to its row, over rows and columns by turns.
 */
export function cheapestMove(
  size: { readonly rows: number; readonly columns: number },
  start: Moved,
  price: Price,
): Move | undefined {
  const { rows, columns } = size;
  const turned = (row: number, column: number): 1 | -1 => ((row === rows - 1) !== (column === columns - 1) ? -1 : 1);
  const first = (turned(start.row, start.column) * start.change) as 1 | -1;
  const changeAt = (row: number, column: number, fromColumn: boolean): 1 | -1 =>
    ((fromColumn ? -first : first) * turned(row, column)) as 1 | -1;
  // Nodes are rows, then columns.
  const step = (from: number, to: number): Moved => {
    const [row, column] = from >= rows ? [to, from - rows] : [from, to - rows];
    return { row, column, change: changeAt(row, column, from >= rows) };
  };
  const cost = new Float64Array(rows + columns).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(rows + columns).fill(-1);
  const isDone = new Uint8Array(rows + columns);
  const reach = (at: number, next: number): void => {
    const { row, column, change } = step(at, next);
    if (isDone[next] === 1 || (row === start.row && column === start.column)) return;
    const total = (cost[at] as number) + price(row, column, change);
    if (total >= (cost[next] as number)) return;
    cost[next] = total;
    before[next] = at;
  };
  cost[rows + start.column] = 0;
  for (let at = nearest(cost, isDone); at !== -1 && at !== start.row; at = nearest(cost, isDone)) {
    isDone[at] = 1;
    const [low, high] = at >= rows ? [0, rows] : [rows, rows + columns];
    for (let next = low; next < high; next += 1) reach(at, next);
  }
  const total = cost[start.row] as number;
  if (total === Number.POSITIVE_INFINITY) return undefined;
  const cells: Moved[] = [start];
  for (let at = start.row; at !== rows + start.column; at = before[at] as number)
    cells.push(step(before[at] as number, at));
  return { cells, price: total };
}

function nearest(cost: Float64Array, isDone: Uint8Array): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < cost.length; at += 1) {
    if (isDone[at] === 1 || (cost[at] as number) >= least) continue;
    best = at;
    least = cost[at] as number;
  }
  return best;
}
