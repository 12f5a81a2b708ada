export interface SheetInfo {
  readonly name: string;
  readonly hidden: boolean;
}

/**
 * A workbook of any format, opened for reading row by row. Cells are text: numbers with a point, dates as YYYY-MM-DD.
 * What it answers throws UnreadableFile.
 */
export interface Workbook {
  readonly sheets: readonly SheetInfo[];
  readonly layout: (sheet: string) => Promise<SheetLayout>;
  readonly rows: (sheet: string) => AsyncIterable<SheetRow>;
  readonly close: () => Promise<void>;
}

export type BookKind = 'xlsx' | 'ods' | 'xls' | 'markup';

export interface SheetRow {
  readonly line: number;
  readonly cells: string[];
  readonly hidden: boolean;
  /** The first column (from 0) whose cell is worked out by a formula. */
  readonly formula?: number;
}

export interface SheetLayout {
  /** Positions of hidden columns, from 0. */
  readonly hiddenColumns: readonly number[];
  /** Merged ranges, zero-based and inclusive, rows as lines of the sheet (from 1). */
  readonly merges: readonly Merge[];
  /** Last used line as the sheet claims, for showing how long it is; undefined when it does not say. */
  readonly lastLine?: number;
}

export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** How much is read. Wider rows are refused; `cut` leaves out what stands beyond the last column, and empty rows. */
export interface ReadLimits {
  readonly bytes: number;
  readonly columns: number;
  readonly cut?: boolean;
}

/** 0 is A, 26 is AA. */
export function columnName(at: number): string {
  return (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));
}

/** A is 0, AA is 26. */
export function columnAt(name: string): number {
  return [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
