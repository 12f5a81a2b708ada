/** What one workbook may hold. Bytes are unpacked bytes; a cell's limit is Excel's own. */
export const limits = {
  unzippedBytes: 1024 * 1024 * 1024,
  /** Parts of a workbook beside its sheets and texts are small. */
  partBytes: 32 * 1024 * 1024,
  /** Formats read in one piece (.ods, .xls, .html). */
  wholeBytes: 256 * 1024 * 1024,
  columns: 256,
  cellChars: 32_767,
  /** Characters of one row. */
  rowChars: 16 * 1024 * 1024,
  rows: 1_048_576,
  sheets: 256,
  sharedStrings: 4_000_000,
} as const;
