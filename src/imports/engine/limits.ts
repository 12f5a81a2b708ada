import { limits as workbooks } from '../../spreadsheets/limits.ts';

/** What one upload may hold, as a workbook or as text. */
export const limits = {
  fileBytes: 200 * 1024 * 1024,
  columns: workbooks.columns,
  cellChars: workbooks.cellChars,
  recordChars: 1024 * 1024,
  rows: workbooks.rows,
  jsonDepth: 32,
} as const;
