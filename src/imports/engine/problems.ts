import { UnreadableFile } from '../../files/unreadable.ts';

/** Problems of a whole file. `values` fill the placeholders of the locale text `imports:problems.<code>`. */
export const fileProblemCodes = [
  'file_empty',
  'file_locked',
  'file_not_table',
  'file_too_big',
  'file_pdf',
  'file_picture',
  'file_document',
  'file_archive',
  'archive_empty',
  'archive_many',
  'archive_damaged',
  'archive_too_big',
  'file_too_wide',
  'file_too_deep',
  'file_too_many_rows',
  'file_damaged',
  'file_too_hard',
  'encoding_doubt',
  'encoding_mixed',
  'no_header',
  'header_repeated',
  'column_nominal',
  'required_missing',
  'column_absent',
  'decimal_comma_split',
  'hidden_left_out',
  'cells_cleaned',
] as const;
export type FileProblemCode = (typeof fileProblemCodes)[number];

/** Problems of one row. */
export const rowProblemCodes = [
  'row_too_short',
  'row_too_long',
  'quote_open',
  'line_unreadable',
  'date_blank',
  'date_unreadable',
  'date_two_ways',
  'date_minority',
  'date_future',
  'date_old',
  'number_unreadable',
  'number_two_ways',
  'quantity_negative',
  'quantity_blank',
  'goods_unreadable',
  'quantity_zero',
  'unit_blank',
  'unit_assumed',
  'quantity_assumed',
  'unit_mixed_cell',
  'goods_narrated',
  'legend_read',
  'currency_blank',
  'value_unknown',
  'other_needs_text',
  'taxon_kept',
  'product_blank',
  'value_blank',
  'facts_absent',
  'country_same',
  'route_against_direction',
  'coordinates_wrong',
  'merged_filled',
  'taken_from_above',
  'cell_error',
  'cell_too_long',
  'text_cleaned',
  'text_cut',
] as const;
export type RowProblemCode = (typeof rowProblemCodes)[number];

export type Values = Readonly<Record<string, string | number>>;

/** Fatal when no row can be read because of it (`fatal`); otherwise something to show and go on. */
export interface FileProblem {
  readonly code: FileProblemCode;
  readonly fatal: boolean;
  readonly values: Values;
}

/**
 * An error keeps the row back, a warning lets it in flagged. `field` is a field of import-fields.ts, `column` its
 * position.
 */
export interface RowProblem {
  readonly level: 'error' | 'warning';
  readonly code: RowProblemCode;
  readonly field?: string;
  readonly column?: number;
  readonly values?: Values;
}

/** Carries a problem of the file out of deep readers; sniff and openRows turn it into a FileProblem. */
export class FileFault extends Error {
  readonly problem: FileProblem;
  constructor(code: FileProblemCode, values: Values = {}) {
    super(code);
    this.problem = { code, fatal: true, values };
  }
}

/** A problem to show that does not stop the reading. */
export function note(code: FileProblemCode, values: Values = {}): FileProblem {
  return { code, fatal: false, values };
}

/**
 * The problem behind anything a reader threw on bad bytes; trouble of the machine (no such file, no permission, disk)
 * is not the file's fault and is thrown on.
 */
export function problemOf(error: unknown, rowsRead: number): FileProblem {
  if (error instanceof FileFault) return error.problem;
  if (error instanceof UnreadableFile) {
    const { reason, values } = error;
    return {
      code: unreadable[reason],
      fatal: true,
      values: reason === 'damaged' ? { n: rowsRead, ...values } : values,
    };
  }
  if (isSystemError(error)) throw error;
  return { code: 'file_damaged', fatal: true, values: { n: rowsRead } };
}

const unreadable = {
  damaged: 'file_damaged',
  locked: 'file_locked',
  tooBig: 'file_too_big',
  tooWide: 'file_too_wide',
  tooHard: 'file_too_hard',
} as const;

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
