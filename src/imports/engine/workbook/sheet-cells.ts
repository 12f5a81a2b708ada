import { sheetColumn, type Dialect, type SheetPlace } from '../text/dialect.ts';

/** How the rows of one sheet become rows of the table. */
export interface SheetReading extends Omit<SheetPlace, 'columns'> {
  readonly columns?: readonly number[];
  /** Columns of the table that come from the sheet: all but that of its name. */
  readonly width: number;
  /** The sheet's name, where a column holds it. */
  readonly name?: string;
}

export function sheetReading(dialect: Dialect, sheet: string): SheetReading {
  const isNamed = (dialect.sheets?.length ?? 0) > 1;
  const { headerLastLine, skippedColumns } = dialect;
  const whole = { headerLastLine, ...(skippedColumns ? { skippedColumns } : {}) };
  return {
    ...(dialect.places?.[sheet] ?? whole),
    width: dialect.header.length - (isNamed ? 1 : 0),
    ...(isNamed ? { name: sheet } : {}),
  };
}

/** The header of sheets read together: the last column holds the sheet's name. */
export function headerOf(names: readonly string[], sheets: readonly string[]): string[] {
  return sheets.length > 1 ? [...names, sheetColumn] : [...names];
}

/** Cells without those of hidden columns. */
export function visible(cells: readonly string[], skipped: readonly number[] = []): string[] {
  return skipped.length === 0 ? [...cells] : cells.filter((_, column) => !skipped.includes(column));
}

/** The visible cells of a sheet's row in the places of the table, without the sheet's name. */
export function tableCells(cells: readonly string[], { columns, skippedColumns, width }: SheetReading): string[] {
  const shown = visible(cells, skippedColumns);
  if (!columns) return Array.from({ length: width }, (_, column) => shown[column] ?? '');
  const table = Array<string>(width).fill('');
  for (const [column, place] of columns.entries()) table[place] = shown[column] ?? '';
  return table;
}

/** Column of the table in which a column of the sheet stands, hidden ones counted; undefined where it is not read. */
export function tableColumn(column: number, { columns, skippedColumns = [] }: SheetReading): number | undefined {
  if (skippedColumns.includes(column)) return undefined;
  const shown = column - skippedColumns.filter(hidden => hidden < column).length;
  return columns ? columns[shown] : shown;
}
