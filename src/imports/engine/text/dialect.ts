import type { JsonShape } from '../json/json-split.ts';
import type { Legends } from '../workbook/legends.ts';

/** What a file is, by its content: the name's ending is not asked. */
export type FileKind = 'delimited' | 'xlsx' | 'ods' | 'xls' | 'markup' | 'json';

/** All that openRows must know to read a file again. Plain data: it is stored with the import and its profile. */
export interface Dialect {
  readonly kind: FileKind;
  /** Column names as in the file (two-line headers joined by " / "). */
  readonly header: readonly string[];
  /** Lines of the header in the file; 0 when it has none. */
  readonly headerLine: number;
  readonly headerLastLine: number;
  /** #tags found below the header, by column. */
  readonly tags?: readonly string[];
  /** Delimited and JSON text. */
  readonly encoding?: string;
  readonly mixedEncoding?: boolean;
  readonly delimiter?: string;
  readonly newline?: '\n' | '\r';
  readonly backslash?: boolean;
  /** Rows often end early: missing cells at the end are empty, not a fault. */
  readonly padShort?: boolean;
  /** A decimal comma tore this column in two: it is joined with the next one. */
  readonly joinColumn?: number;
  /** Workbooks: the sheets read, one after the other. With several, the last column holds the sheet's name. */
  readonly sheets?: readonly string[];
  /** Hidden columns left out (positions in the sheet), and whether hidden rows are read. */
  readonly skippedColumns?: readonly number[];
  readonly hiddenRows?: boolean;
  /** Sheets with headers of their own, read as one table: by name, where their columns stand in it. */
  readonly places?: Readonly<Record<string, SheetPlace>>;
  readonly json?: JsonShape;
  /** Lines of one cell stand above groups of rows: the last column holds the one above (carry-down.ts). */
  readonly groups?: boolean;
  /** Columns written only in the first row of several. */
  readonly fillDown?: readonly number[];
  /** Cells say "the same as above" by a mark. */
  readonly ditto?: boolean;
  /** What codes of a column mean, as another sheet of the workbook says. */
  readonly legends?: Legends;
}

/** A sheet's columns in a table joined of several: the table's column of each of its visible columns. */
export interface SheetPlace {
  readonly headerLastLine: number;
  readonly columns: readonly number[];
  readonly skippedColumns?: readonly number[];
  /** Columns of the table that are written only in the first row of several of this sheet. */
  readonly fillDown?: readonly number[];
}

/** What a person may decide instead of the sniffer. */
export interface Overrides {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheets?: readonly string[];
  /** Line of the header, 0 for none. */
  readonly headerLine?: number;
  /** Read hidden rows and columns too. */
  readonly hidden?: boolean;
}

/** Header of the column that names the sheet, when several are read. */
export const sheetColumn = 'sheet';
