import { cheapestMove, type Move, type Moved, type Price } from './disclosure-moves.ts';

/** `small`: 1 or 2, printed as that. `held`: not printed, because it would give another away. */
export type Shown = 'open' | 'small' | 'held';

/** Rows by columns. What comes back has the totals as its last row and column. */
export type Table = readonly (readonly number[])[];
export type ShownTable = readonly (readonly Shown[])[];

export interface Quantities {
  /** Of one unit, by the rows and columns of the counts. */
  readonly values: Table;
  /** Cases that have a quantity in this unit; without them all that are counted. */
  readonly cases?: Table;
}

export interface Protected {
  readonly counts: ShownTable;
  /** One for each unit. A held quantity of zero is shown: there is none. */
  readonly quantities: readonly ShownTable[];
}

/** One table of several whose cells add up to those of the last, or of all that say they are sums. */
export interface Layer {
  readonly counts: Table;
  /** `printed` now; `fixed`: printed before, as `shown` says; `derived`: never printed, but a difference of others. */
  readonly kind: 'printed' | 'fixed' | 'derived';
  readonly shown?: ShownTable;
  /** Rows of what is derived in which nothing else can be, as everybody knows. */
  readonly settled?: ReadonlySet<number>;
  readonly isSum?: boolean;
}

/**
 * Smallest group that is published: in a group of two, each knows the other (threshold rule: Hundepool and others 2012,
 * Statistical Disclosure Control).
 */
export const fewestDisclosed = 3;
/** A quantity is known no closer than by this part of it. */
const slide = 0.1;
/** Sums are read more than cells, and the sum of all most. A cell under three that is held tells less than "1–2". */
const prices = { cell: 1, sum: 25, all: 60, unmarked: 10, unusual: 20 };

interface Sheet {
  readonly values: readonly (readonly number[])[];
  readonly shown: Shown[][];
  readonly kind: Layer['kind'];
  readonly settled?: ReadonlySet<number> | undefined;
  readonly isSum: boolean;
}

/**
 * Which cells of a table with its totals may be printed. Every cell that is not printed lies on a closed path of such
 * cells along which counts move by one, up and down by turns, without a printed number changing: what is printed fits
 * another table in which the cell has another value (Cox 1980; Kelly, Golden and Assad 1992). What `shown` holds stays
 * held.
 */
export function protect(counts: Table, quantities: readonly Quantities[] = [], shown?: ShownTable): Protected {
  const sheet = sheetOf({ counts, kind: 'printed', ...(shown && { shown }) });
  protectSheets([sheet]);
  return { counts: sheet.shown, quantities: quantities.map(unit => protectUnit(sheet, unit)) };
}

/**
 * Tables of which the last is the sum of the others, cell by cell: a third field with its total; figures of yesterday,
 * what was added since, and today's; a filter, what it leaves out, and all. Paths run through two of them at a time, so
 * that each sum over tables stays too.
 */
export function protectLayers(layers: readonly Layer[]): ShownTable[] {
  const hasSums = layers.some(({ isSum }) => isSum);
  const sheets = layers.map((layer, at) => sheetOf(hasSums ? layer : { ...layer, isSum: at === layers.length - 1 }));
  protectSheets(sheets);
  return sheets.map(({ shown }) => shown);
}

/** The table with its sums as last row and column. */
export function withTotals(table: Table): number[][] {
  const rows = table.map(row => [...row, row.reduce((sum, value) => sum + value, 0)]);
  const width = (table[0]?.length ?? 0) + 1;
  return [...rows, Array.from({ length: width }, (_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0))];
}

/** Also of a difference of two tables, which may be below zero. */
function isSmall(count: number): boolean {
  return count !== 0 && Math.abs(count) < fewestDisclosed;
}

function sheetOf({ counts, kind, shown, settled, isSum = false }: Layer): Sheet {
  const values = withTotals(counts);
  return {
    values,
    kind,
    settled,
    isSum,
    shown: values.map((line, row) =>
      line.map((count, column) => shown?.[row]?.[column] ?? (isSmall(count) ? 'small' : 'open')),
    ),
  };
}

function protectSheets(sheets: readonly Sheet[]): void {
  for (const [at, { shown }] of sheets.entries()) {
    const waiting = new Set(
      shown.flatMap((line, row) => line.flatMap((one, column) => (one === 'open' ? [] : [row * line.length + column]))),
    );
    const width = shown[0]?.length ?? 0;
    // Cells on the path of one that came before are gone from it by then.
    for (const place of waiting)
      for (const { row, column } of hide(sheets, at, Math.floor(place / width), place % width))
        waiting.delete(row * width + column);
  }
}

/** Holds what the cheapest path of a cell runs through; the cells of its own table on the path are safe with it. */
function hide(sheets: readonly Sheet[], at: number, row: number, column: number): readonly Moved[] {
  const sheet = sheets[at] as Sheet;
  const own = ([1, -1] as const).filter(change => priceOf(sheet, row, column, change) !== Number.POSITIVE_INFINITY);
  const options = own.flatMap(change => optionsOf(sheets, at, { row, column, change }));
  const [best] = options.toSorted((one, other) => one.move.price - other.move.price);
  if (best === undefined) return [];
  for (const { sheet: moved, turn } of best.sheets) for (const cell of best.move.cells) hold(moved, cell, turn);
  return best.move.cells;
}

interface Option {
  readonly move: Move;
  readonly sheets: readonly { readonly sheet: Sheet; readonly turn: 1 | -1 }[];
}

/** Alone where there is one table; else with each other table, which moves against it, or with it if one is a sum. */
function optionsOf(sheets: readonly Sheet[], at: number, start: Moved): Option[] {
  const sheet = sheets[at] as Sheet;
  const own = { sheet, turn: 1 as const };
  const groups: Option['sheets'][] =
    sheets.length === 1
      ? [[own]]
      : sheets.flatMap((other, place) =>
          place === at ? [] : [[own, { sheet: other, turn: other.isSum === sheet.isSum ? -1 : 1 }]],
        );
  const size = { rows: sheet.values.length, columns: sheet.values[0]?.length ?? 0 };
  return groups.flatMap(group => {
    const price: Price = (row, column, change) =>
      group.reduce((total, one) => total + priceOf(one.sheet, row, column, (change * one.turn) as 1 | -1), 0);
    const move = cheapestMove(size, start, price);
    const entry = price(start.row, start.column, start.change);
    return move === undefined || entry === Number.POSITIVE_INFINITY
      ? []
      : [{ move: { ...move, price: move.price + entry }, sheets: group }];
  });
}

function priceOf({ values, shown, kind, settled }: Sheet, row: number, column: number, change: 1 | -1): number {
  const count = values[row]?.[column] ?? 0;
  const next = count + change;
  const status = shown[row]?.[column] ?? 'open';
  if (kind === 'derived') return (next < 0 && count >= 0) || settled?.has(row) === true ? Number.POSITIVE_INFINITY : 0;
  if (next < 0) return Number.POSITIVE_INFINITY;
  if (kind === 'fixed') return fixedPrice(status, next);
  if (status === 'open') return openPrice(values, row, column) + (next < fewestDisclosed ? prices.unusual : 0);
  return status === 'held' || isSmall(next) ? 0 : prices.unmarked;
}

function fixedPrice(status: Shown, next: number): number {
  return status === 'held' || (status === 'small' && isSmall(next)) ? 0 : Number.POSITIVE_INFINITY;
}

/** The fewest cells first, and of these the smaller ones. */
function openPrice(values: Sheet['values'], row: number, column: number): number {
  const sums = Number(row === values.length - 1) + Number(column === (values[0]?.length ?? 0) - 1);
  const base = sums === 0 ? prices.cell : sums === 1 ? prices.sum : prices.all;
  return base + 0.02 * Math.log2(1 + (values[row]?.[column] ?? 0));
}

function hold({ values, shown, kind }: Sheet, { row, column, change }: Moved, turn: 1 | -1): void {
  if (kind !== 'printed') return;
  const own = shown[row] as Shown[];
  const isOpen = own[column] === 'open';
  if (isOpen || (own[column] === 'small' && !isSmall((values[row]?.[column] ?? 0) + change * turn)))
    own[column] = 'held';
}

/** A quantity follows its cell, and the cases that have one in this unit: of one or two it is theirs alone. */
function protectUnit({ shown: counted }: Sheet, { values: given, cases }: Quantities): ShownTable {
  const values = withTotals(given);
  const of = cases === undefined ? undefined : withTotals(cases);
  const shown = values.map((line, row) =>
    line.map((value, column): Shown => {
      const isHidden = counted[row]?.[column] !== 'open' || isSmall(of?.[row]?.[column] ?? fewestDisclosed);
      return isHidden && value > 0 ? 'held' : 'open';
    }),
  );
  const size = { rows: values.length, columns: values[0]?.length ?? 0 };
  const hidden = shown.flatMap((line, row) => line.flatMap((one, column) => (one === 'held' ? [{ row, column }] : [])));
  for (const { row, column } of hidden) {
    const step = slide * (values[row]?.[column] ?? 0);
    const price: Price = (at, place, change) => {
      if (change < 0 && (values[at]?.[place] ?? 0) < step) return Number.POSITIVE_INFINITY;
      return shown[at]?.[place] === 'held' ? 0 : openPrice(values, at, place);
    };
    const moves = ([1, -1] as const).flatMap(change => cheapestMove(size, { row, column, change }, price) ?? []);
    const [best] = moves.toSorted((one, other) => one.price - other.price);
    for (const cell of best?.cells ?? []) (shown[cell.row] as Shown[])[cell.column] = 'held';
  }
  return shown;
}
