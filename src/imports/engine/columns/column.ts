import type { HeaderReading } from './column-headers.ts';
import type { ColumnLook } from './column-values.ts';
import type { HeaderMeasure } from './header-units.ts';

export interface Column {
  readonly index: number;
  readonly header: string;
  readonly readings: readonly HeaderReading[];
  readonly look: ColumnLook;
  readonly cells: readonly string[];
  readonly examples: readonly string[];
  /** Its header names something we know and have no field for. */
  readonly source: boolean;
  readonly measure?: HeaderMeasure;
  /** Heading a word of the header names ("tipo de arma"), over texts. */
  readonly heading?: string;
  /** Share of cells that name goods with their quantities. */
  readonly goods: number;
}

/** A column and a field it may be: by its header (a), by its cells (b), together (s). */
export interface Pair {
  readonly column: Column;
  readonly field: string;
  readonly a: number;
  readonly b: number;
  readonly s: number;
  readonly support: Support;
  /** Product the header names, where each product has its column. */
  readonly product?: string;
  /** The header's own words for goods that are on no list. */
  readonly text?: string;
}

/** Whether the cells can be of the field: they are, they may be, they are not. */
export type Support = 'yes' | 'perhaps' | 'no';
